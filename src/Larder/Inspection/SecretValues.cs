namespace Larder.Inspection;

/// <summary>What to do with a value whose key sounds like a secret.</summary>
public enum SecretValues
{
    /// <summary>It is not shown.</summary>
    Withhold,

    /// <summary>It is shown, as somebody asked for it by name. Values of a family that is declared sensitive are not shown even so.</summary>
    Reveal,
}
