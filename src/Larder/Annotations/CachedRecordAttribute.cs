namespace Larder.Annotations;

/// <summary>
/// The method's result is a projection of a record that <c>AddRecords</c> added: a class whose properties are properties of the entity, or null. The method has
/// one parameter beside its token: the record's key, or the value of the property <see cref="By"/>.
/// </summary>
/// <param name="entity">The entity that the records are of.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class CachedRecordAttribute(Type entity) : Attribute
{
    /// <summary>The entity that the records are of.</summary>
    public Type Entity { get; } = entity;

    /// <summary>The type of the records' key; needed with <see cref="By"/> only, as else it is that of the parameter.</summary>
    public Type? KeyType { get; set; }

    /// <summary>The property that the parameter is a value of: <c>nameof(User.Email)</c>. Empty: the parameter is the key.</summary>
    public string By { get; set; } = "";

    /// <summary>The name of the cache; empty: the default one.</summary>
    public string Cache { get; set; } = "";
}
