namespace Larder.Chaos.Protocol;

/// <summary>What a worker is told to do; it answers each with <see cref="OperationKind.Done"/>.</summary>
public enum OrderKind : byte
{
    /// <summary>Readers and writers begin.</summary>
    Go = 1,

    /// <summary>Readers and writers end.</summary>
    Quiet,

    /// <summary>Say what you answer for each key.</summary>
    Copies,

    /// <summary>Remove the key with the order's number.</summary>
    Remove,

    /// <summary>Ask for one key again and again, and say when its version changes.</summary>
    Follow,

    /// <summary>As many callers as the order's number says ask for one missing key at once.</summary>
    Storm,
}
