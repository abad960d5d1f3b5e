namespace Larder.Annotations;

/// <summary>
/// The method's result is cached: on a method of an interface, or of a class that implements one, which returns a <c>Task</c> or <c>ValueTask</c> with a
/// value. Callers that get the interface through <c>AddCached</c> read through the cache. Durations are written <c>90s</c>, <c>1h30m</c>, <c>PT5M</c>, or are a
/// name below <c>Larder:Expiration</c>, such as <c>Short</c>, <c>Default</c> or <c>Long</c>.
/// </summary>
/// <param name="key">
/// The key: text with parameters, or members of them, in braces: <c>product:{id}</c>, <c>user:{order.Customer.Id}</c>. A brace itself is written twice.
/// Empty: the method's full name with all its arguments.
/// </param>
/// <param name="expiration">How long a value is fresh. Empty: the cache's default.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class CachedAttribute(string key = "", string expiration = "") : Attribute
{
    /// <summary>The key's template; empty: the method's full name with all its arguments.</summary>
    public string Key { get; } = key;

    /// <summary>How long a value is fresh; empty: the cache's default.</summary>
    public string Expiration { get; } = expiration;

    /// <summary>The groups by which values can be removed. A parameter may stand in one: <c>order:{id}</c>.</summary>
    public string[] Tags { get; set; } = [];

    /// <summary>How long past expiration a value may be served when loading fails; <c>0</c>: never. Empty: the cache's default.</summary>
    public string StaleFor { get; set; } = "";

    /// <summary>How long before expiration a read starts to load anew in the background; <c>0</c>: never. Empty: the cache's default.</summary>
    public string RefreshAhead { get; set; } = "";

    /// <summary>How long a null is remembered. Empty: the cache's default.</summary>
    public string NegativeExpiration { get; set; } = "";

    /// <summary>How long memory keeps a value. Empty: as long as it is fresh.</summary>
    public string MemoryExpiration { get; set; } = "";

    /// <summary>True: values leave this process only encrypted. Without encryption keys they stay in its memory.</summary>
    public bool Sensitive { get; set; }

    /// <summary>The name of the cache; empty: the default one.</summary>
    public string Cache { get; set; } = "";
}
