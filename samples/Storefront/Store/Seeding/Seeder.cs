using Microsoft.Data.Sqlite;

namespace Storefront.Store.Seeding;

/// <summary>
/// Fills a new database, once. All rows and the mark that they are complete go into one transaction: a filling that was interrupted was never
/// there, and of two shops that start at once the second one waits for the file's write lock and then finds the mark.
/// </summary>
internal sealed class Seeder(Database database, SeedPlan plan, SeedProgress progress, TimeProvider clock)
{
    private const int Busy = 5; // SQLITE_BUSY
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    public async Task EnsureFilledAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenUncountedAsync(cancellationToken);
        if (!await IsFilledAsync(connection, cancellationToken))
        {
            await using var transaction = await BeginAsync(connection, cancellationToken);
            if (Version(connection) != Schema.Version) Fill(connection, transaction, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        // So that readers do not wait for the one who changes a product. At each start: a filling may have been interrupted right before it.
        await UnlessBusyAsync(() => Run(connection, "PRAGMA journal_mode = WAL"), cancellationToken);
    }

    private async Task<bool> IsFilledAsync(SqliteConnection connection, CancellationToken cancellationToken) =>
        await UnlessBusyAsync(() => Version(connection), cancellationToken) == Schema.Version;

    private Task<SqliteTransaction> BeginAsync(SqliteConnection connection, CancellationToken cancellationToken) =>
        UnlessBusyAsync(() => connection.BeginTransaction(deferred: false), cancellationToken);

    private async Task<T> UnlessBusyAsync<T>(Func<T> action, CancellationToken cancellationToken)
    {
        for (var waited = false;; waited = true)
        {
            try
            {
                return action();
            }
            catch (SqliteException error) when (error.SqliteErrorCode == Busy)
            {
                if (!waited) progress.Say("Another storefront is filling the database; waiting for it.");
                await Task.Delay(LookAgain, clock, cancellationToken);
            }
        }
    }

    private void Fill(SqliteConnection connection, SqliteTransaction transaction, CancellationToken cancellationToken)
    {
        progress.Say("First start: filling the database, a few seconds.");
        Run(connection, Schema.Tables, transaction);
        Run(connection, AccountTables.Create, transaction);

        using (var products = new BulkInsert(
            connection, transaction, "products", "id", "sku", "name", "category", "description", "price_cents", "stock"))
        using (var users = new BulkInsert(
            connection, transaction, "users", "id", "username", "email", "display_name", "role", "is_test", "created_at", "last_login",
            "password_hash", "avatar", "age", "birthday"))
        using (var logins = new BulkInsert(connection, transaction, "user_logins", "user_id", "security_stamp", "otp_secret"))
        using (var orders = new BulkInsert(
            connection, transaction, "orders", "id", "user_id", "product_id", "quantity", "total_cents", "status", "ordered_at"))
        using (var payments = new BulkInsert(connection, transaction, "payments", "id", "order_id", "method", "status", "amount_cents", "paid_at"))
        {
            var prices = ProductRows.Fill(products, plan.Products, done => Report("products", done, plan.Products));
            progress.Next();
            UserRows.Fill(users, plan.Users);
            SeedCredentials.Fill(logins, plan.Users);
            new OrderRows(plan, prices).Fill(orders, payments, done => Report("orders", done, plan.Orders));
            progress.Next();
        }

        Run(connection, Schema.Indexes, transaction);
        Run(connection, $"PRAGMA user_version = {Schema.Version}", transaction);

        void Report(string what, int done, int of)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress.Show(what, done, of);
        }
    }

    private static long Version(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return (long)command.ExecuteScalar()!;
    }

    private static int Run(SqliteConnection connection, string sql, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }
}
