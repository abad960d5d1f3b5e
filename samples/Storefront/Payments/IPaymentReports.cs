using System.Collections.Immutable;

namespace Storefront.Payments;

/// <summary>What is told of the payments, read through the cache.</summary>
internal interface IPaymentReports
{
    ValueTask<FinancialStats> StatisticsAsync(CancellationToken cancellationToken);

    /// <summary>The two hundred latest payments.</summary>
    ValueTask<ImmutableArray<Payment>> ListAsync(CancellationToken cancellationToken);
}
