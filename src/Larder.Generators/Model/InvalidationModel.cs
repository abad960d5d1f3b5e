namespace Larder.Generators.Model;

/// <summary>What a method makes wrong.</summary>
internal sealed record InvalidationModel
{
    public required EquatableArray<KeyModel> Keys { get; init; }

    public required EquatableArray<KeyModel> Tags { get; init; }

    public required EquatableArray<KeyModel> Patterns { get; init; }

    public required InvalidationTimeModel When { get; init; }

    public required string Cache { get; init; }
}
