namespace Larder.Generators.Model;

/// <summary>One decorator: an interface, and the class whose attributes it was made of, if it was not the interface itself.</summary>
internal sealed record DecoratorModel
{
    /// <summary>Empty for the global one.</summary>
    public required string Namespace { get; init; }

    public required string Name { get; init; }

    /// <summary>The interface, as code names it.</summary>
    public required string Service { get; init; }

    /// <summary>The class, as code names it; null: the attributes are the interface's.</summary>
    public required string? Implementation { get; init; }

    /// <summary>The type that has the attributes, as people name it.</summary>
    public required string Source { get; init; }

    /// <summary>True if the interface was written without marks for null: nothing can be said about them then.</summary>
    public required bool IsUnmarked { get; init; }

    public required EquatableArray<MethodModel> Methods { get; init; }

    public required EquatableArray<PropertyModel> Properties { get; init; }

    public required EquatableArray<EventModel> Events { get; init; }
}
