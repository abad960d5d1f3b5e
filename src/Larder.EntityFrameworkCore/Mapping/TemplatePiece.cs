namespace Larder.EntityFrameworkCore.Mapping;

/// <summary>A piece of a key's template: text, the value of a property, or what an expression makes of the entity.</summary>
internal sealed record TemplatePiece
{
    /// <summary>Text that stands in the key as it is.</summary>
    public string? Literal { get; init; }

    /// <summary>The property whose value stands there; it may be a shadow one.</summary>
    public string? Property { get; init; }

    /// <summary>What an expression makes of an entity, or of nothing if it does not look at one.</summary>
    public Func<object, object?>? Compute { get; init; }

    /// <summary>The members of the entity that the expression reads.</summary>
    public IReadOnlyList<string> Reads { get; init; } = [];
}
