using System.Globalization;

namespace Larder.Redis.Journal;

/// <summary>
/// The names of a shard's keys; docs/formats.md describes them. All have the shard's tag, as the entries of the shard have, so a cluster keeps them
/// together; and a sign behind it that no key of a cache can hold.
/// </summary>
internal sealed class JournalKeys(string prefix, int shard)
{
    private const char Separator = '\u001f';

    /// <summary>The one consumer group. Its one consumer is whoever owns the shard, so the next owner finds at once what the last one left.</summary>
    public const string Group = "larder";

    /// <summary>The consumer's name.</summary>
    public const string Consumer = "owner";

    /// <summary>The field of the index that counts bytes; no name of an entry is like it.</summary>
    public const string BytesField = "\u001fb";

    private readonly string _shard = string.Create(CultureInfo.InvariantCulture, $"{prefix}{{wb{shard:00}}}");

    /// <summary>The stream of records.</summary>
    public string Stream => $"{_shard}{Separator}j";

    /// <summary>The hash of what is pending: name to id.</summary>
    public string Index => $"{_shard}{Separator}i";

    /// <summary>The stream of dead letters.</summary>
    public string Dead => $"{_shard}{Separator}x";

    /// <summary>Who owns the shard.</summary>
    public string Owner => $"{_shard}{Separator}w";

    /// <summary>What must be the same in all processes and for ever.</summary>
    public static string Settings(string prefix) => $"{prefix}journal{Separator}s";
}
