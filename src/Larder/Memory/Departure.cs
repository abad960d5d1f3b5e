namespace Larder.Memory;

/// <summary>How a key left, as far as its return says something about the size of the cold part.</summary>
internal enum Departure
{
    /// <summary>It is not known to have left.</summary>
    Unknown,

    /// <summary>For space, and had not been hot: in a larger cold part it would still be there.</summary>
    Cold,

    /// <summary>For space, and had been hot: in a larger hot part it would still be there.</summary>
    Hot,

    /// <summary>Removed, or its time was over: in no cache would it still be there.</summary>
    Taken,
}
