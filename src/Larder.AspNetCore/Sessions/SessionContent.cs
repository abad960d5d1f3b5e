using System.Text;

namespace Larder.AspNetCore.Sessions;

/// <summary>What a session holds: its id, and values by their keys. The values are never changed, only replaced.</summary>
internal sealed class SessionContent(string id, Dictionary<string, byte[]> values)
{
    private const byte Version = 1;

    public string Id => id;

    public Dictionary<string, byte[]> Values => values;

    /// <summary>The bytes of all keys and values.</summary>
    public long Bytes => values.Sum(static pair => (long)Encoding.UTF8.GetByteCount(pair.Key) + pair.Value.Length);

    public SessionContent WithId(string other) => new(other, values);

    /// <param name="key">The session's key, which goes along: a stored session that is put under another key is none.</param>
    public byte[] Write(string key)
    {
        using var bytes = new MemoryStream();
        using var to = new BinaryWriter(bytes, Encoding.UTF8);
        to.Write(Version);
        to.Write(key);
        to.Write(id);
        to.Write7BitEncodedInt(values.Count);
        foreach (var (name, value) in values)
        {
            to.Write(name);
            to.Write7BitEncodedInt(value.Length);
            to.Write(value);
        }

        to.Flush();
        return bytes.ToArray();
    }

    /// <summary>Null for what <see cref="Write"/> did not write under this key.</summary>
    public static SessionContent? Read(string key, byte[] bytes)
    {
        try
        {
            using var from = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
            if (from.ReadByte() != Version || from.ReadString() != key) return null;
            var id = from.ReadString();
            var count = from.Read7BitEncodedInt();
            var values = new Dictionary<string, byte[]>(StringComparer.Ordinal);
            for (var i = 0; i < count; i++)
            {
                var name = from.ReadString();
                var value = from.ReadBytes(from.Read7BitEncodedInt());
                values[name] = value;
            }

            return new SessionContent(id, values);
        }
        catch (Exception error) when (error is IOException or FormatException or ArgumentException)
        {
            return null;
        }
    }
}
