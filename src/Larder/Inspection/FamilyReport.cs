namespace Larder.Inspection;

/// <summary>The entries that one method with an attribute makes.</summary>
/// <param name="Key">The template of their keys.</param>
/// <param name="Method">The method, with its type.</param>
/// <param name="Prefix">What all keys of the family begin with.</param>
/// <param name="Tags">The tags of all its values.</param>
/// <param name="IsSensitive">Whether values must not be shown.</param>
public sealed record FamilyReport(string Key, string Method, string Prefix, IReadOnlyList<string> Tags, bool IsSensitive);
