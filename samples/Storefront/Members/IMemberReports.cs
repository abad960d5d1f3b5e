using System.Collections.Immutable;

namespace Storefront.Members;

/// <summary>What is told of the members, read through the cache.</summary>
internal interface IMemberReports
{
    ValueTask<MemberStats> StatisticsAsync(CancellationToken cancellationToken);

    /// <summary>The two hundred members who bought most.</summary>
    ValueTask<ImmutableArray<Member>> ListAsync(CancellationToken cancellationToken);
}
