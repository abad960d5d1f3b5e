using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Larder.EntityFrameworkCore;

/// <summary>Says in <c>OnModelCreating</c> what a change removes from the cache.</summary>
public static class LarderModelExtensions
{
    /// <summary>A change of a row removes this key, with the names of columns in braces: <c>product:{Id}</c>.</summary>
    public static EntityTypeBuilder InvalidatesKey(this EntityTypeBuilder entity, string key) => Add(entity, InvalidationAnnotations.Keys, key);

    /// <inheritdoc cref="InvalidatesKey(EntityTypeBuilder, string)"/>
    public static EntityTypeBuilder<TEntity> InvalidatesKey<TEntity>(this EntityTypeBuilder<TEntity> entity, string key)
        where TEntity : class
    {
        Add(entity, InvalidationAnnotations.Keys, key);
        return entity;
    }

    /// <summary>A change of a row removes what has this tag.</summary>
    public static EntityTypeBuilder InvalidatesTag(this EntityTypeBuilder entity, string tag) => Add(entity, InvalidationAnnotations.Tags, tag);

    /// <inheritdoc cref="InvalidatesTag(EntityTypeBuilder, string)"/>
    public static EntityTypeBuilder<TEntity> InvalidatesTag<TEntity>(this EntityTypeBuilder<TEntity> entity, string tag)
        where TEntity : class
    {
        Add(entity, InvalidationAnnotations.Tags, tag);
        return entity;
    }

    private static EntityTypeBuilder Add(EntityTypeBuilder entity, string annotation, string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        var before = entity.Metadata.FindAnnotation(annotation)?.Value as string[] ?? [];
        return entity.HasAnnotation(annotation, (string[])[.. before, text]);
    }
}
