namespace Larder.Generators.Model;

/// <summary>The keys of a method, and how its entries behave.</summary>
internal sealed record FamilyModel
{
    public required KeyModel Key { get; init; }

    public required string Cache { get; init; }

    public required EquatableArray<string> Tags { get; init; }

    public required EquatableArray<KeyModel> TagTemplates { get; init; }

    /// <summary>The durations that are given: the property, and its text.</summary>
    public required EquatableArray<DurationModel> Durations { get; init; }

    public required bool IsSensitive { get; init; }
}
