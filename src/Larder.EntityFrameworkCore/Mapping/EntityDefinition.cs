namespace Larder.EntityFrameworkCore.Mapping;

/// <summary>What was said of one class: its keys and tags.</summary>
internal sealed class EntityDefinition(Type type)
{
    public Type Type { get; } = type;

    public List<KeyTemplate> Keys { get; } = [];

    public List<string> Tags { get; } = [];
}
