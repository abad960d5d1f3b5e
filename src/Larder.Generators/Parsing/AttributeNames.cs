namespace Larder.Generators.Parsing;

/// <summary>The attributes by which methods are found.</summary>
internal static class AttributeNames
{
    public const string Cached = "Larder.Annotations.CachedAttribute";
    public const string Invalidates = "Larder.Annotations.InvalidatesAttribute";
    public const string CachePut = "Larder.Annotations.CachePutAttribute";
    public const string CacheBatch = "Larder.Annotations.CacheBatchAttribute";
    public const string CachedRecord = "Larder.Annotations.CachedRecordAttribute";

    public static string[] All { get; } = [Cached, Invalidates, CachePut, CacheBatch, CachedRecord];
}
