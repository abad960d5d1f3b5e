namespace Larder.EntityFrameworkCore.Sql;

/// <summary>
/// Finds the tables that statements write to. It takes a table too many rather than one too few: a statement that does not tell counts as one that may
/// change everything. What a function, a trigger or a cascade of the database changes is not in the text, and is not seen.
/// </summary>
internal static class WrittenTables
{
    private static readonly HashSet<string> s_harmless = new(StringComparer.OrdinalIgnoreCase)
    {
        "select", "values", "with", "table", "show", "explain", "set", "reset", "begin", "start", "commit", "end", "rollback", "abort", "savepoint", "release",
        "listen", "notify", "unlisten", "analyze", "vacuum", "pragma", "lock", "fetch", "close", "create", "comment", "grant", "revoke", "reindex",
        "insert", "update", "delete", "merge", "truncate", "replace", "copy", "attach", "detach", "discard", "checkpoint", "declare", "print", "use",
    };

    public static SqlEffect In(string sql)
    {
        if (SqlReader.Read(sql) is not { } tokens) return SqlEffect.Unknown;
        HashSet<TableName> tables = [];
        var start = 0;
        for (var at = 0; at <= tokens.Count; at++)
        {
            if (at < tokens.Count && !tokens[at].Is(';')) continue;
            if (!Read(new SqlStatement(tokens, start, at), tables)) return SqlEffect.Unknown;
            start = at + 1;
        }

        return tables.Count == 0 ? SqlEffect.None : new SqlEffect([.. tables], false);
    }

    /// <returns>False when the statement does not tell what it writes to.</returns>
    private static bool Read(SqlStatement statement, HashSet<TableName> tables)
    {
        if (statement.First is not { } first) return true;
        if (first.Kind != SqlTokenKind.Word || !s_harmless.Contains(first.Text)) return false;
        for (var at = statement.Start; at < statement.End; at++)
            if (!ReadVerb(statement, at, tables)) return false;
        return true;
    }

    /// <returns>False when there is a verb that changes rows, and no table behind it.</returns>
    private static bool ReadVerb(SqlStatement statement, int at, HashSet<TableName> tables)
    {
        var (verb, before) = (statement[at], statement[at - 1]);
        if (verb.Kind != SqlTokenKind.Word || before.Is('.') || before.Is("as")) return true;
        if (verb.Is("insert") && !before.Is("then")) return Take(statement, statement.Behind(at, "into") ?? at + 1, tables);
        if (verb.Is("replace") && statement[at + 1].Is("into")) return Take(statement, at + 2, tables);
        if (verb.Is("merge") && at == statement.Verb) return Take(statement, statement[at + 1].Is("into") ? at + 2 : at + 1, tables);
        if (verb.Is("delete") && !before.IsAny("on", "then", "or", "before", "after", "of")) return Take(statement, statement.Behind(at, "from") ?? at + 1, tables);
        if (verb.Is("update") && IsStatement(statement, at, before)) return Take(statement, at + 1, tables);
        if (verb.Is("truncate") && at == statement.Verb) return TakeAll(statement, at + 1, tables);
        return !verb.Is("copy") || at != statement.Verb || statement[at + 1].Is('(') || Take(statement, at + 1, tables);
    }

    // FOR UPDATE, FOR NO KEY UPDATE, DO UPDATE, ON UPDATE and THEN UPDATE change nothing, or what stands elsewhere.
    private static bool IsStatement(SqlStatement statement, int at, SqlToken before) =>
        !before.IsAny("for", "key", "do", "on", "then", "or", "before", "after", "of") && !statement[at + 1].Is(',') && !statement[at + 1].Is(')');

    private static bool TakeAll(SqlStatement statement, int at, HashSet<TableName> tables)
    {
        if (statement[at].Is("table")) at++;
        while (Take(statement, at, tables))
        {
            at = statement.BehindName(at);
            if (statement[at].Is('*')) at++;
            if (!statement[at].Is(',')) return true;
            at++;
        }

        return false;
    }

    private static bool Take(SqlStatement statement, int at, HashSet<TableName> tables)
    {
        if (statement.NameAt(at) is not { } table) return false;
        tables.Add(table);

        // SQL Server names the alias of a table that stands behind FROM.
        foreach (var meant in statement.NamedAs(table.Name)) tables.Add(meant);
        return true;
    }
}
