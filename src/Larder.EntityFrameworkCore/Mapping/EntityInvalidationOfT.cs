using System.Linq.Expressions;

namespace Larder.EntityFrameworkCore.Mapping;

/// <summary>Says what a change of an entity, or of one derived from it, removes from the cache.</summary>
public sealed class EntityInvalidation<TEntity>
    where TEntity : class
{
    private readonly EntityDefinition _definition;

    internal EntityInvalidation(EntityDefinition definition) => _definition = definition;

    /// <summary>
    /// The key that <see cref="CacheKey.Of"/> makes of the same text, e.g. <c>p => $"product:{p.Id}"</c>. In the braces stand members of the entity, or
    /// <c>EF.Property</c>. When a value changes, the key of the old one is removed too.
    /// </summary>
    /// <exception cref="ArgumentException">LAR601: it is no such text, or does not begin with text.</exception>
    public EntityInvalidation<TEntity> Key(Expression<Func<TEntity, string>> key)
    {
        _definition.Keys.Add(TemplateExpression.Read(key));
        return this;
    }

    /// <summary>The same with the names of properties in braces, which may be shadow properties: <c>product:{Id}</c>.</summary>
    /// <exception cref="ArgumentException">LAR601: its braces do not fit, or it does not begin with text.</exception>
    public EntityInvalidation<TEntity> Key(string template)
    {
        _definition.Keys.Add(KeyTemplate.Parse(template));
        return this;
    }

    /// <summary>Tags that each change of a row removes.</summary>
    public EntityInvalidation<TEntity> Tag(params IEnumerable<string> tags)
    {
        foreach (var tag in tags)
        {
            ArgumentException.ThrowIfNullOrEmpty(tag);
            _definition.Tags.Add(tag);
        }

        return this;
    }
}
