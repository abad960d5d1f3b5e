namespace Larder.EntityFrameworkCore.Sql;

/// <summary>One statement among the pieces of several. Outside of it there is nothing.</summary>
internal readonly struct SqlStatement(IReadOnlyList<SqlToken> tokens, int start, int end)
{
    private static readonly string[] s_between = ["only", "low_priority", "ignore", "or", "rollback", "abort", "replace", "fail", "top", "overwrite", "table"];

    public int Start => start;

    public int End => end;

    public SqlToken? First => start < end ? tokens[start] : null;

    /// <summary>Where the verb of the whole statement stands: behind WITH and what it names.</summary>
    public int Verb
    {
        get
        {
            if (!this[start].IsAny("with", "explain")) return start;
            var depth = 0;
            for (var at = start; at < end; at++)
            {
                if (this[at].Is('(')) depth++;
                else if (this[at].Is(')')) depth--;
                else if (depth == 0 && this[at].IsAny("select", "insert", "update", "delete", "merge", "values", "truncate")) return at;
            }

            return start;
        }
    }

    public SqlToken this[int at] => at >= start && at < end ? tokens[at] : new SqlToken(SqlTokenKind.Symbol, " ");

    /// <summary>The place behind a word that follows, if only words and a number in brackets that may stand between do.</summary>
    public int? Behind(int verb, string word)
    {
        for (var at = verb + 1; at < end; at++)
        {
            if (this[at].Is(word)) return at + 1;
            if (!this[at].IsAny(s_between) && !this[at].Is('(') && !this[at].Is(')') && this[at].Kind != SqlTokenKind.Value) return null;
        }

        return null;
    }

    /// <summary>The table that is named here, with its schema.</summary>
    public TableName? NameAt(int at)
    {
        at = BehindWords(at);
        if (!this[at].IsName) return null;
        string? schema = null;
        for (; this[at + 1].Is('.') && this[at + 2].IsName; at += 2) schema = this[at].Text;
        return new TableName(schema, this[at].Text);
    }

    /// <summary>The place behind the name that stands here.</summary>
    public int BehindName(int at)
    {
        for (at = BehindWords(at); this[at + 1].Is('.'); at += 2)
        {
        }

        return at + 1;
    }

    /// <summary>The tables for which an alias stands.</summary>
    public IEnumerable<TableName> NamedAs(string alias)
    {
        for (var at = start; at < end; at++)
        {
            if (!this[at].IsAny("from", "join", "using") || NameAt(at + 1) is not { } table) continue;
            var behind = BehindName(at + 1);
            if (this[behind].Is("as")) behind++;
            if (this[behind].IsName && this[behind].Text.Equals(alias, StringComparison.OrdinalIgnoreCase)) yield return table;
        }
    }

    private int BehindWords(int at)
    {
        while (this[at].IsAny("only", "or") || (this[at].Is("top") && this[at + 1].Is('('))) at += this[at].Is("only") ? 1 : this[at].Is("or") ? 2 : 4;
        return at;
    }
}
