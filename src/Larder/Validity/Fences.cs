namespace Larder.Validity;

/// <summary>
/// The comparisons by which a removal wins. Always all of them: that one can be left out is for the tests alone, which prove of each that
/// something goes wrong without it.
/// </summary>
[Flags]
internal enum Fences
{
    /// <summary>Memory keeps only what nobody changed since it was read.</summary>
    Install = 1,

    /// <summary>An entry is as good as its marks: tags, prefixes, clear.</summary>
    Marks = 2,

    /// <summary>Who joined a load after a removal does not take what it brings.</summary>
    Overlap = 4,

    /// <summary>What was removed is no stale value to fall back on.</summary>
    Fallback = 8,

    /// <summary>The shared tier takes what was loaded only if it still holds what it did before.</summary>
    Fill = 16,

    /// <summary>What was read while a removal was on its way to the shared tier is not kept.</summary>
    AfterTelling = 32,

    /// <summary>A record of which only its load told the key is kept only if no record was written while that load ran.</summary>
    Late = 64,

    All = Install | Marks | Overlap | Fallback | Fill | AfterTelling | Late,
}
