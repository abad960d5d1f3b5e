using System.Data.Common;
using Larder.Sqlite.Storage;
using Microsoft.Data.Sqlite;

namespace Larder.Data.Tests;

/// <summary>Guarded tables in SQLite.</summary>
public sealed class SqliteTableTests : GuardedTableContract, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("larder-data-").FullName;

    public SqliteTableTests() => NativeSqlite.Use();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private protected override DbConnection Open() => new SqliteConnection(new SqliteConnectionStringBuilder
    {
        DataSource = Path.Combine(_folder, "shop.db"), Pooling = false, DefaultTimeout = 60,
    }.ToString());
}
