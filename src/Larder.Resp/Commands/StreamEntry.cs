namespace Larder.Resp.Commands;

/// <summary>An entry of a stream.</summary>
/// <param name="Id">Its id, such as 1714761600000-0.</param>
/// <param name="Fields">Names and values in their order; a name may stand twice.</param>
public sealed record StreamEntry(string Id, IReadOnlyList<KeyValuePair<string, byte[]>> Fields)
{
    /// <summary>The value of a name; null if there is none.</summary>
    public byte[]? this[string name]
    {
        get
        {
            foreach (var (key, value) in Fields)
                if (key == name) return value;
            return null;
        }
    }
}
