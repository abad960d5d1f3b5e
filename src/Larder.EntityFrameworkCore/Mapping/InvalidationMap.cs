namespace Larder.EntityFrameworkCore.Mapping;

/// <summary>Which keys and tags a change of which entity removes. Attributes and annotations of the model count beside it.</summary>
public sealed class InvalidationMap
{
    private readonly List<EntityDefinition> _definitions = [];

    internal InvalidationMap()
    {
    }

    internal IReadOnlyList<EntityDefinition> Definitions => _definitions;

    /// <summary>What changes of this class remove, and of all that derive from it.</summary>
    public EntityInvalidation<TEntity> Entity<TEntity>()
        where TEntity : class
    {
        var definition = new EntityDefinition(typeof(TEntity));
        _definitions.Add(definition);
        return new EntityInvalidation<TEntity>(definition);
    }
}
