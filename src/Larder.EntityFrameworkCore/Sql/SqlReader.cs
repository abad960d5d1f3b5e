namespace Larder.EntityFrameworkCore.Sql;

/// <summary>
/// Takes SQL apart as far as it is needed to tell names from texts and comments: quotes of PostgreSQL, SQLite and SQL Server, nested comments, and texts
/// between dollars.
/// </summary>
internal sealed class SqlReader(string sql)
{
    private readonly List<SqlToken> _tokens = [];
    private int _at;

    /// <summary>The pieces without comments; null when a quote or a comment does not end.</summary>
    public static IReadOnlyList<SqlToken>? Read(string sql)
    {
        var reader = new SqlReader(sql);
        while (reader._at < sql.Length)
            if (!reader.Next()) return null;
        return reader._tokens;
    }

    private char Here => sql[_at];

    private char After => _at + 1 < sql.Length ? sql[_at + 1] : '\0';

    private bool Next()
    {
        if (char.IsWhiteSpace(Here)) return Skip(1);
        if (Here == '-' && After == '-') return SkipLine();
        if (Here == '/' && After == '*') return SkipComment();
        return Here switch
        {
            '\'' => Text(isEscaped: false),
            '"' or '`' => Name(Here),
            '[' when IsBracketedName() => Name(']'),
            '$' => Dollar(),
            _ when IsWordStart(Here) => Word(),
            _ when char.IsAsciiDigit(Here) || Here is '@' or ':' => Value(),
            _ => Add(SqlTokenKind.Symbol, 1),
        };
    }

    private bool Skip(int count)
    {
        _at += count;
        return true;
    }

    private bool SkipLine()
    {
        var end = sql.IndexOf('\n', _at);
        return Skip((end < 0 ? sql.Length : end + 1) - _at);
    }

    // PostgreSQL's comments nest.
    private bool SkipComment()
    {
        var depth = 0;
        for (; _at < sql.Length; _at++)
        {
            if (Here == '/' && After == '*') (depth, _at) = (depth + 1, _at + 1);
            else if (Here == '*' && After == '/') (depth, _at) = (depth - 1, _at + 1);
            if (depth == 0) return Skip(1);
        }

        return false;
    }

    private bool Text(bool isEscaped)
    {
        for (var end = _at + 1; end < sql.Length; end++)
        {
            if (isEscaped && sql[end] == '\\') end++;
            else if (sql[end] == '\'' && end + 1 < sql.Length && sql[end + 1] == '\'') end++;
            else if (sql[end] == '\'') return Add(SqlTokenKind.Value, end + 1 - _at);
        }

        return false;
    }

    private bool Name(char quote)
    {
        for (var end = _at + 1; end < sql.Length; end++)
        {
            if (sql[end] != quote) continue;
            if (end + 1 < sql.Length && sql[end + 1] == quote)
            {
                end++;
                continue;
            }

            _tokens.Add(new SqlToken(SqlTokenKind.Name, sql[(_at + 1)..end].Replace(new string(quote, 2), quote.ToString(), StringComparison.Ordinal)));
            return Skip(end + 1 - _at);
        }

        return false;
    }

    // PostgreSQL's arrays have brackets too, with anything in them; a name in brackets begins like a name and holds no quote.
    private bool IsBracketedName()
    {
        var end = sql.IndexOf(']', _at);
        return end > _at + 1 && IsWordStart(After) && sql.AsSpan(_at, end - _at).IndexOfAny('\'', '"', '(') < 0;
    }

    private bool Dollar()
    {
        var end = _at + 1;
        while (end < sql.Length && IsWordPart(sql[end]) && sql[end] != '$') end++;
        if (end >= sql.Length || sql[end] != '$' || char.IsAsciiDigit(After)) return Value();
        var quote = sql[_at..(end + 1)];
        var close = sql.IndexOf(quote, end + 1, StringComparison.Ordinal);
        return close >= 0 && Add(SqlTokenKind.Value, close + quote.Length - _at);
    }

    private bool Word()
    {
        var end = _at;
        while (end < sql.Length && IsWordPart(sql[end])) end++;
        if (end - _at == 1 && Here is 'e' or 'E' && end < sql.Length && sql[end] == '\'')
        {
            _at = end;
            return Text(isEscaped: true);
        }

        return Add(SqlTokenKind.Word, end - _at);
    }

    private bool Value()
    {
        var end = _at + 1;
        while (end < sql.Length && IsWordPart(sql[end])) end++;
        return Add(SqlTokenKind.Value, end - _at);
    }

    private bool Add(SqlTokenKind kind, int length)
    {
        _tokens.Add(new SqlToken(kind, sql.Substring(_at, length)));
        return Skip(length);
    }

    private static bool IsWordStart(char character) => char.IsLetter(character) || character == '_' || character == '#';

    private static bool IsWordPart(char character) => char.IsLetterOrDigit(character) || character is '_' or '$' or '#';
}
