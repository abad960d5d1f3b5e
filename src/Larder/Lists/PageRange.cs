namespace Larder.Lists;

/// <summary>Which part of a list.</summary>
/// <param name="Skip">How many items come before it; 0 or more.</param>
/// <param name="Limit">How many it has at most; 1 or more.</param>
public readonly record struct PageRange(int Skip, int Limit);
