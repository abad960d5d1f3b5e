namespace Storefront.Gates;

/// <summary>What a gate does with who comes.</summary>
internal enum GateState
{
    /// <summary>Lets through.</summary>
    Open,

    /// <summary>Refuses at once, as a port where nothing listens.</summary>
    Closed,

    /// <summary>Takes and never answers, as a server that hangs.</summary>
    Hanging,
}
