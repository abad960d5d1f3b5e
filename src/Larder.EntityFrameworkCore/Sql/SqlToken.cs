namespace Larder.EntityFrameworkCore.Sql;

/// <summary>A piece of a statement.</summary>
internal readonly record struct SqlToken(SqlTokenKind Kind, string Text)
{
    public bool IsName => Kind is SqlTokenKind.Word or SqlTokenKind.Name;

    public bool Is(string word) => Kind == SqlTokenKind.Word && Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    public bool IsAny(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (Is(word)) return true;
        return false;
    }

    public bool Is(char symbol) => Kind == SqlTokenKind.Symbol && Text[0] == symbol;
}
