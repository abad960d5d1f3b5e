namespace Larder.Loading;

/// <summary>Who asks to load.</summary>
internal enum GatePass
{
    /// <summary>Somebody from outside, who takes a place.</summary>
    Ordinary,

    /// <summary>A loader, within the place it has.</summary>
    Nested,
}
