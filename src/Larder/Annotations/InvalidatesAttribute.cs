namespace Larder.Annotations;

/// <summary>
/// The method makes cached values wrong: they are removed. May stand several times on one method, which returns a <c>Task</c> or <c>ValueTask</c>.
/// </summary>
/// <param name="keys">
/// The keys: <c>product:{p.Id}</c>, with parameters, members of them, or of the result: <c>product:{return.Id}</c>. Written as those of <see cref="CachedAttribute"/>.
/// </param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class InvalidatesAttribute(params string[] keys) : Attribute
{
    /// <summary>The templates of the keys.</summary>
    public IReadOnlyList<string> Keys { get; } = keys;

    /// <summary>The tags whose values are removed. May hold parameters, as the keys.</summary>
    public string[] Tags { get; set; } = [];

    /// <summary>The patterns of keys that are removed: <c>products:list:*</c>. May hold parameters, as the keys.</summary>
    public string[] Patterns { get; set; } = [];

    /// <summary>When they are removed. Default: after the method succeeded.</summary>
    public InvalidationTime When { get; set; }

    /// <summary>The name of the cache; empty: the default one.</summary>
    public string Cache { get; set; } = "";
}
