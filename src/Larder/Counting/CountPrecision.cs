namespace Larder.Counting;

/// <summary>How well a number is known.</summary>
public enum CountPrecision
{
    /// <summary>It is so.</summary>
    Exact,

    /// <summary>About so: more visitors came than are remembered one by one.</summary>
    Estimated,
}
