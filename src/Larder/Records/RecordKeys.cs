namespace Larder.Records;

/// <summary>
/// The keys of a family's records and pointers. No two of them are the same: a named key begins with the name of its field and a colon, and a plain
/// one never does; a value of the one plain lookup never reads like a key of the entity.
/// </summary>
/// <param name="family">The family's name.</param>
/// <param name="key">The field by which records are kept.</param>
/// <param name="lookups">The other ways to find them.</param>
/// <param name="style">Whether keys are plain where they can be.</param>
internal sealed class RecordKeys(string family, FieldShape key, IReadOnlyList<Lookup> lookups, RecordKeyStyle style)
{
    /// <summary>Where the record is.</summary>
    public string OfRecord(string id) => style == RecordKeyStyle.Plain && !IsNamed(id) ? $"{family}:{id}" : $"{family}:{key.Name}:{id}";

    /// <summary>Where the pointer to a record is.</summary>
    public string OfPointer(Lookup lookup, string value) =>
        style == RecordKeyStyle.Plain && ReferenceEquals(lookup, lookups[0]) && !IsNamed(value) && !ReadsAsKey(value)
            ? $"{family}:{value}"
            : $"{family}:{lookup.Field.Name}:{value}";

    private bool ReadsAsKey(string value) => key.Format.Type == typeof(string) || key.Format.Read(value) is not null;

    private bool IsNamed(string value) =>
        BeginsWith(value, key.Name) || BeginsWith(value, "list") || lookups.Any(lookup => BeginsWith(value, lookup.Field.Name));

    private static bool BeginsWith(string value, string name) =>
        value.Length > name.Length && value[name.Length] == ':' && value.StartsWith(name, StringComparison.Ordinal);
}
