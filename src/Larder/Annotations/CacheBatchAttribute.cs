namespace Larder.Annotations;

/// <summary>
/// A method over many ids, which returns a dictionary of what it found, is cached by the single id. It is called for those that no tier has, once; an id that it
/// leaves out is remembered as not there.
/// </summary>
/// <param name="key">
/// The key of one value: <c>product:{id}</c>. The one name in braces that is no parameter, or is the parameter of the ids, stands for the single id.
/// </param>
/// <param name="expiration">How long a value is fresh, as in <see cref="CachedAttribute"/>. Empty: the cache's default.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class CacheBatchAttribute(string key, string expiration = "") : Attribute
{
    /// <summary>The template of one value's key.</summary>
    public string Key { get; } = key;

    /// <summary>How long a value is fresh; empty: the cache's default.</summary>
    public string Expiration { get; } = expiration;

    /// <summary>The groups by which values can be removed; no parameters.</summary>
    public string[] Tags { get; set; } = [];

    /// <summary>How long an id that is not there is remembered. Empty: the cache's default.</summary>
    public string NegativeExpiration { get; set; } = "";

    /// <summary>True: values leave this process only encrypted. Without encryption keys they stay in its memory.</summary>
    public bool Sensitive { get; set; }

    /// <summary>The name of the cache; empty: the default one.</summary>
    public string Cache { get; set; } = "";
}
