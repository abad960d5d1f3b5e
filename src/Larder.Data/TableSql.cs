using System.Text;

namespace Larder.Data;

/// <summary>
/// The statements of a guarded table, the same for PostgreSQL 9.5 and SQLite 3.35 or later. The versions stand in a table of their own, so they outlive
/// their rows: a save that comes late can't bring back what was deleted after it.
/// </summary>
internal sealed class TableSql(string table, string key, IReadOnlyList<string> columns)
{
    private readonly string _table = Quoted(table);
    private readonly string _versions = Quoted(VersionsOf(table));
    private readonly string _key = Quoted(key);

    public static string VersionsOf(string table) => table + "_versions";

    public string CreateVersions(string keyType) =>
        $"CREATE TABLE IF NOT EXISTS {_versions} ({_key} {keyType} NOT NULL PRIMARY KEY, version BIGINT NOT NULL)";

    public string Highest => $"SELECT COALESCE(MAX(version), 0) FROM {_versions}";

    /// <summary>Takes the versions that are larger than what is there, and tells of which keys. It locks their rows until the transaction ends.</summary>
    public string Claim(int rows) =>
        $"INSERT INTO {_versions} AS held ({_key}, version) VALUES {Rows(rows, 2, 0)} ON CONFLICT ({_key}) DO UPDATE SET version = excluded.version WHERE held.version < excluded.version RETURNING {_key}";

    /// <summary>A write without a version is the newest: it gets the next one.</summary>
    public string Renew(int rows) =>
        $"INSERT INTO {_versions} AS held ({_key}, version) VALUES {Rows(rows, 2, 0)} ON CONFLICT ({_key}) DO UPDATE SET version = held.version + 1";

    public string Upsert(int rows)
    {
        var names = string.Join(", ", columns.Select(Quoted));
        var sets = string.Join(", ", columns.Select(static column => $"{Quoted(column)} = excluded.{Quoted(column)}"));
        var change = columns.Count > 0 ? $"DO UPDATE SET {sets}" : "DO NOTHING";
        return $"INSERT INTO {_table} ({_key}{(columns.Count > 0 ? ", " : "")}{names}) VALUES {Rows(rows, 1 + columns.Count, 0)} ON CONFLICT ({_key}) {change}";
    }

    public string Delete(int rows) => $"DELETE FROM {_table} WHERE {_key} IN {Rows(1, rows, 0)}";

    /// <summary>The name of a parameter.</summary>
    public static string Parameter(int number) => $"@p{number}";

    private static string Rows(int rows, int width, int first)
    {
        var text = new StringBuilder();
        for (var row = 0; row < rows; row++)
        {
            text.Append(row == 0 ? "(" : ", (");
            for (var column = 0; column < width; column++) text.Append(column == 0 ? "" : ", ").Append(Parameter(first + (row * width) + column));
            text.Append(')');
        }

        return text.ToString();
    }

    // schema.table is two names.
    private static string Quoted(string name) =>
        string.Join('.', name.Split('.').Select(static part => $"\"{part.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
}
