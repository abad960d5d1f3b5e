using Microsoft.EntityFrameworkCore.Metadata;

namespace Larder.EntityFrameworkCore.Mapping;

/// <summary>Makes the keys of an entity's rows.</summary>
internal sealed class RowKey
{
    private readonly KeyTemplate _template;
    private readonly IReadOnlyList<(TemplatePiece Piece, IProperty? Property)> _pieces;

    private RowKey(KeyTemplate template, IReadOnlyList<(TemplatePiece, IProperty?)> pieces) => (_template, _pieces) = (template, pieces);

    /// <summary>All keys of these rows, as a pattern.</summary>
    public string Pattern => Escaped(_template.Prefix) + "*";

    /// <exception cref="InvalidOperationException">LAR602: the model has no such property, or its values can't stand in a key.</exception>
    public static RowKey Of(KeyTemplate template, IEntityType entity) =>
        new(template, [.. template.Pieces.Select(piece => (piece, piece.Property is { } name ? PropertyOf(template, entity, name) : null)).Where(pair => Checked(template, entity, pair.piece))]);

    /// <summary>The key; null when not all of its values are known.</summary>
    public string? Make(RowValues row)
    {
        object? entity = null;
        foreach (var (piece, property) in _pieces)
            if (piece.Compute is not null && (entity ??= row.Entity) is null || property is not null && (!row.Knows(property) || row.IsTemporary(property))) return null;
        var text = new CacheKeyText(_template.Text.Length, _pieces.Count);
        foreach (var (piece, property) in _pieces)
        {
            if (piece.Literal is { } literal) text.AppendLiteral(literal);
            else if (property is null) KeyPart.Append(ref text, piece.Compute!(entity!));
            else KeyPart.Append(ref text, Spoken(property, row.ValueOf(property)));
        }

        return CacheKey.Of(text);
    }

    private static IProperty PropertyOf(KeyTemplate template, IEntityType entity, string name)
    {
        var property = entity.FindProperty(name)
            ?? throw new InvalidOperationException($"LAR602 The key \"{template.Text}\" names {name}, and {entity.DisplayName()} has no such property in the model.");
        var type = KeyPart.Takes(property.ClrType) ? property.ClrType : property.GetTypeMapping().Converter?.ProviderClrType;
        return type is not null && KeyPart.Takes(type) ? property : throw new InvalidOperationException(
            $"LAR602 The key \"{template.Text}\" names {name} of {entity.DisplayName()}, and values of the type {property.ClrType} can't stand in a key.");
    }

    // What it reads of a row must be in the row: what it was before is known of columns alone.
    private static bool Checked(KeyTemplate template, IEntityType entity, TemplatePiece piece) =>
        piece.Reads.FirstOrDefault(name => entity.FindNavigation(name) is not null || entity.FindSkipNavigation(name) is not null) is not { } navigation
            ? true
            : throw new InvalidOperationException(
                $"LAR602 The key \"{template.Text}\" reads {navigation}, which is another entity than {entity.DisplayName()}. Give that entity a key of its own.");

    private static object? Spoken(IProperty property, object? value) =>
        value is null || KeyPart.Takes(property.ClrType) ? value : property.GetTypeMapping().Converter!.ConvertToProvider(value);

    private static string Escaped(string prefix) => string.Concat(prefix.Select(static character => character is '*' or '?' or '[' or ']' or '\\' ? $"\\{character}" : $"{character}"));
}
