namespace Larder.Inspection;

/// <summary>In which tiers an entry is.</summary>
[Flags]
public enum KeyPlaces
{
    /// <summary>Nowhere.</summary>
    None = 0,

    /// <summary>In the memory of this process.</summary>
    Memory = 1,

    /// <summary>In the shared tier.</summary>
    Shared = 2,
}
