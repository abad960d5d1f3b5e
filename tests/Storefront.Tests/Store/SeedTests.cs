using System.Security.Cryptography;
using System.Text;
using Larder.Sqlite.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Storefront.Gates;
using Storefront.Settings;
using Storefront.Store.Seeding;
using Storefront.Tests.Support;
using Asked = Storefront.Tests.Support.Database;

namespace Storefront.Tests.Store;

public sealed class SeedTests
{
    private static readonly SeedPlan Small = new(Products: 50, Users: 40, Orders: 500);

    [Fact]
    public async Task Full_seed_is_the_same_on_every_machine()
    {
        using var folder = new DataFolder();

        await FillAsync(folder, SeedPlan.Of(new StorefrontOptions()));

        using var connection = Asked.Open(folder);
        Assert.Equal(
            [
                "products 10000 3be8e7351779a27d",
                "users 100 6f86e4d2b986c1de",
                "orders 200000 6e95369acc323ee8",
                "payments 193836 2204f20c0f508ca8",
            ],
            new[] { "products", "users", "orders", "payments" }.Select(table => Fingerprint(connection, table)));
        Assert.Equal(30, Asked.Scalar(folder, "SELECT count(*) FROM users WHERE is_test = 1"));
        Assert.Equal(10_000, Asked.Scalar(folder, "SELECT count(DISTINCT name) FROM products"));
        Assert.Equal(90, Asked.Scalar(folder, "SELECT count(DISTINCT substr(ordered_at, 1, 10)) FROM orders"));
        Assert.Equal(0, Asked.Scalar(folder, "SELECT count(*) FROM pragma_foreign_key_check"));
    }

    [Fact]
    public async Task Second_start_fills_nothing()
    {
        using var folder = new DataFolder();
        await FillAsync(folder, Small);
        Asked.Run(folder, "UPDATE products SET name = 'Mine' WHERE id = 1");

        var said = await FillAsync(folder, Small);

        Assert.Empty(said);
        Assert.Equal(1, Asked.Scalar(folder, "SELECT count(*) FROM products WHERE name = 'Mine'"));
    }

    [Fact]
    public async Task Interrupted_filling_is_done_again()
    {
        using var folder = new DataFolder();
        using var interruption = new CancellationTokenSource();
        using var output = new InterruptingWriter(interruption, after: "50 %  250 of 500 orders");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => SeederOf(folder, Small, output).EnsureFilledAsync(interruption.Token));
        await FillAsync(folder, Small);

        Assert.Equal(500, Asked.Scalar(folder, "SELECT count(*) FROM orders"));
        Assert.Equal(50, Asked.Scalar(folder, "SELECT count(*) FROM products"));
    }

    [Fact]
    public async Task Two_that_start_at_once_fill_once()
    {
        using var folder = new DataFolder();

        var said = await Task.WhenAll(
            Task.Run(() => FillAsync(folder, new SeedPlan(3000, 40, 60_000))), Task.Run(() => FillAsync(folder, new SeedPlan(3000, 40, 60_000))));

        Assert.Single(said, lines => lines.Contains("First start: filling the database", StringComparison.Ordinal));
        Assert.Equal(60_000, Asked.Scalar(folder, "SELECT count(*) FROM orders"));
    }

    [Fact]
    public async Task Filling_of_another_version_is_replaced()
    {
        using var folder = new DataFolder();
        await FillAsync(folder, Small);
        Asked.Run(folder, "PRAGMA user_version = 0");

        await FillAsync(folder, Small with { Orders = 600 });

        Assert.Equal(600, Asked.Scalar(folder, "SELECT count(*) FROM orders"));
    }

    [Fact]
    public void Progress_is_a_bar_on_a_terminal_and_lines_elsewhere()
    {
        using var terminal = new StringWriter();
        using var file = new StringWriter { NewLine = "\n" };

        foreach (var progress in (SeedProgress[])[new(terminal, isTerminal: true), new(file, isTerminal: false)])
            for (var done = 1; done <= 1000; done++)
                progress.Show("orders", done, 1000);

        Assert.Contains("\r  [###############...............]  50 %  500 of 1,000 orders", terminal.ToString());
        Assert.Equal(["0 %", "25 %", "50 %", "75 %", "100 %"], file.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[..7].Trim()));
        Assert.DoesNotContain('\r', file.ToString());
    }

    private static async Task<string> FillAsync(DataFolder folder, SeedPlan plan)
    {
        using var output = new StringWriter();
        await SeederOf(folder, plan, output).EnsureFilledAsync(TestContext.Current.CancellationToken);
        return output.ToString();
    }

    private static Seeder SeederOf(DataFolder folder, SeedPlan plan, TextWriter output)
    {
        var options = Options.Create(new StorefrontOptions { DataDirectory = folder.Path });
        NativeSqlite.Use();
        return new Seeder(
            new Storefront.Store.Database(options, new NoEnvironment(), TimeProvider.System, new ShopGates()), plan, new SeedProgress(output, isTerminal: false), TimeProvider.System);
    }

    private static string Fingerprint(SqliteConnection connection, string table)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {table} ORDER BY id";
        using var reader = command.ExecuteReader();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var rows = 0;
        for (; reader.Read(); rows++)
        for (var column = 0; column < reader.FieldCount; column++)
            hash.AppendData(Encoding.UTF8.GetBytes(reader.GetValue(column) + "|"));

        return $"{table} {rows} {Convert.ToHexStringLower(hash.GetHashAndReset())[..16]}";
    }

    private sealed class InterruptingWriter(CancellationTokenSource interruption, string after) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            if (value?.Contains(after, StringComparison.Ordinal) == true) interruption.Cancel();
            base.WriteLine(value);
        }
    }

    private sealed class NoEnvironment : IHostEnvironment
    {
        public string ApplicationName { get; set; } = "Storefront";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();

        public string ContentRootPath { get; set; } = "/";

        public string EnvironmentName { get; set; } = "Test";
    }
}
