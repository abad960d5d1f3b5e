namespace Larder.Diagnostics;

/// <summary>A cache of the application, by name.</summary>
internal sealed record CatalogEntry(string Name, Func<CacheStats> Stats, Func<int, MemoryContents> Memory);
