namespace Storefront.Members;

/// <summary>The figures of all members.</summary>
internal sealed record MemberStats
{
    public required int Members { get; init; }

    /// <summary>Members who ordered something.</summary>
    public required int Buyers { get; init; }

    public required int TestMembers { get; init; }

    public required double AverageAge { get; init; }
}
