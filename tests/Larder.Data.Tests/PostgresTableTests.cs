using System.Data.Common;
using Npgsql;

namespace Larder.Data.Tests;

/// <summary>Guarded tables in PostgreSQL.</summary>
public sealed class PostgresTableTests(OnePostgres one) : GuardedTableContract, IClassFixture<OnePostgres>
{
    private protected override DbConnection Open() => new NpgsqlConnection(one.Server.ConnectionString);
}
