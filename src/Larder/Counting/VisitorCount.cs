namespace Larder.Counting;

/// <summary>How many different visitors came.</summary>
/// <param name="Count">How many.</param>
/// <param name="Precision">Whether that is so, or about so.</param>
public readonly record struct VisitorCount(long Count, CountPrecision Precision);
