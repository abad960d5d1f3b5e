namespace Larder.Annotations;

/// <summary>The method's result becomes the value under the key; a null removes it. Nothing is read from the cache.</summary>
/// <param name="key">The key, as that of <see cref="CachedAttribute"/>; members of the result may stand in it: <c>product:{return.Id}</c>.</param>
/// <param name="expiration">How long the value is fresh, as in <see cref="CachedAttribute"/>. Empty: the cache's default.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class CachePutAttribute(string key, string expiration = "") : Attribute
{
    /// <summary>The key's template.</summary>
    public string Key { get; } = key;

    /// <summary>How long the value is fresh; empty: the cache's default.</summary>
    public string Expiration { get; } = expiration;

    /// <summary>The groups by which the value can be removed; no parameters.</summary>
    public string[] Tags { get; set; } = [];

    /// <summary>True: the value leaves this process only encrypted. Without encryption keys it stays in its memory.</summary>
    public bool Sensitive { get; set; }

    /// <summary>The name of the cache; empty: the default one.</summary>
    public string Cache { get; set; } = "";
}
