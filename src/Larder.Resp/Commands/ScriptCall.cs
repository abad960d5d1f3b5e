namespace Larder.Resp.Commands;

/// <summary>What a script or function is called with.</summary>
/// <param name="keys">KEYS. In a cluster, all of one slot.</param>
/// <param name="arguments">ARGV.</param>
public readonly struct ScriptCall(IReadOnlyList<string> keys, params IReadOnlyList<ReadOnlyMemory<byte>> arguments)
{
    /// <summary>KEYS.</summary>
    public IReadOnlyList<string> Keys => keys ?? [];

    /// <summary>ARGV.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Arguments => arguments ?? [];
}
