using System.Globalization;
using System.Net;

namespace Larder.Resp.Topology;

/// <summary>Where MOVED or ASK sends a command.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Target">The node that has it, or will have it.</param>
internal sealed record Redirection(int Slot, EndPoint Target)
{
    private const int Words = 3;

    /// <summary>Reads <c>MOVED 3999 127.0.0.1:6381</c>; null if it is no such text. An address without a host is on the host that was asked.</summary>
    public static Redirection? Parse(string error, EndPoint asked)
    {
        var words = error.Split(' ');
        if (words.Length < Words || words[0] is not ("MOVED" or "ASK")) return null;
        if (!int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var slot) || slot >= HashSlot.Count) return null;
        var colon = words[2].LastIndexOf(':');
        if (colon < 0 || !int.TryParse(words[2].AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)) return null;
        return NodeAddress.Of(words[2][..colon], port, asked) is { } target ? new(slot, target) : null;
    }
}
