namespace Storefront.Views;

/// <summary>What is known of the advertisement's views on a day.</summary>
/// <param name="Day">The day, as 2026-03-31.</param>
/// <param name="Views">All views.</param>
/// <param name="Unique">Different visitors; null while that can't be told.</param>
/// <param name="Precision">Whether that number is <c>exact</c> or <c>estimated</c>.</param>
internal sealed record AdDay(string Day, long Views, long? Unique, string? Precision)
{
    /// <summary>Who came, latest first.</summary>
    public IReadOnlyList<AdVisit> Visitors { get; init; } = [];
}
