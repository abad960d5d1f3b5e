using Larder.Backing;
using Larder.Journal;
using Larder.Redis.Journal;
using Larder.Redis.Tests.Support;
using Larder.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Larder.Redis.Tests.Journal;

/// <summary>Write-behind on real servers: what they refuse, lose, evict and have no room for.</summary>
public sealed class WriteBehindTests
{
    private const string Prefix = "shop:";
    private readonly Shelf _shelf = new();

    [Theory]
    [InlineData("allkeys-lru", "LAR502", "CONFIG SET maxmemory-policy volatile-lru")]
    [InlineData("allkeys-random", "LAR502", "CONFIG SET maxmemory-policy volatile-lru")]
    public async Task A_server_that_may_evict_the_journal_is_refused_with_the_line_to_type(string policy, string code, string line)
    {
        await using var server = await RedisServer.StartAsync($"maxmemory-policy {policy}", "appendonly yes");

        var error = await Assert.ThrowsAsync<JournalRefusedException>(() => StartAsync(server.Url));

        Assert.Equal(code, error.Code);
        Assert.Contains(line, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_keeps_no_file_is_refused_unless_memory_is_enough()
    {
        await using var server = await RedisServer.StartAsync();

        var error = await Assert.ThrowsAsync<JournalRefusedException>(() => StartAsync(server.Url));
        await using var app = await StartAsync(server.Url, static options => options.Durability = WriteDurability.Memory);

        Assert.Equal("LAR503", error.Code);
        Assert.Contains("CONFIG SET appendonly yes", error.Message, StringComparison.Ordinal);
        var receipt = await RowsOf(app).SaveAsync("a", "1");
        Assert.Equal((WriteState.Journaled, WriteDurability.Memory), (receipt.State, receipt.Durability));
    }

    [Fact]
    public async Task Where_nobody_may_ask_for_the_file_there_is_a_warning()
    {
        await using var server = await RedisServer.StartAsync("appendonly yes", "rename-command INFO \"\"");

        await using var app = await StartAsync(server.Url);

        Assert.NotEmpty(app.Services.GetRequiredService<LogLines>().With("LAR510"));
        await RowsOf(app).SaveAsync("a", "1");
        await Eventually.HoldsAsync(() => _shelf.Rows.GetValueOrDefault("a") == "1");
    }

    [Theory]
    [InlineData("no", 1)]
    [InlineData("everysec", 0)]
    [InlineData("always", 0)]
    public async Task A_file_that_nobody_brings_to_the_disk_is_warned_of(string when, int warnings)
    {
        await using var server = await RedisServer.StartAsync("appendonly yes", $"appendfsync {when}");

        await using var app = await StartAsync(server.Url);

        Assert.Equal(warnings, app.Services.GetRequiredService<LogLines>().With("LAR520").Count());
    }

    [Fact]
    public async Task The_rights_that_the_page_names_are_enough()
    {
        const string Tier = "+ping +get +mget +getrange +pttl +set +unlink +exists +touch +scan +eval +evalsha +time +client|tracking";
        const string Behind = "+del +xadd +xdel +xack +xrange +xlen +xreadgroup +xgroup|create +xinfo|groups +hget +hset +hdel +hincrby +info +wait";
        await using var server = await RedisServer.StartAsync("appendonly yes");
        await server.CallAsync(["ACL", "SETUSER", "least", "reset", "on", ">secret", $"~{Prefix}*", .. Tier.Split(' '), .. Behind.Split(' ')]);
        _shelf.Refused = "13";
        await using var app = await StartAsync(
            $"redis://least:secret@{server.EndPoint}", static options => (options.Durability, options.MaxTries) = (WriteDurability.Replicated(1), 1));

        await RowsOf(app).SaveAsync("a", "1");
        await RowsOf(app).SaveAsync("b", "13");

        var pending = app.Services.GetRequiredService<PendingWrites>();
        await Eventually.HoldsAsync(async () => await pending.MeasureAsync() is { Records: 0, DeadLetters: 1 });
        _shelf.Refused = null;
        await foreach (var letter in pending.DeadLettersAsync()) await pending.ReplayAsync(letter);
        await Eventually.HoldsAsync(() => _shelf.Rows.GetValueOrDefault("a") == "1" && _shelf.Rows.GetValueOrDefault("b") == "13");
    }

    [Fact]
    public async Task Another_number_of_shards_is_refused()
    {
        await using var server = await RedisServer.StartAsync("appendonly yes");
        await using (await StartAsync(server.Url, static options => options.Shards = 4))
        {
        }

        var error = await Assert.ThrowsAsync<JournalRefusedException>(() => StartAsync(server.Url, static options => options.Shards = 8));

        Assert.Equal("LAR504", error.Code);
    }

    [Fact]
    public async Task A_pending_value_is_read_also_after_its_key_was_deleted()
    {
        await using var server = await RedisServer.StartAsync("appendonly yes");
        _shelf.Rows["a"] = "old";
        _shelf.IsAway = true;
        await using var app = await StartAsync(server.Url);
        await using var other = await StartAsync(server.Url);
        await RowsOf(app).SaveAsync("a", "new");
        Assert.Equal("new", await RowsOf(other).GetAsync("a"));

        Assert.Equal(1L, await server.CallAsync("DEL", KeyOf("a")));

        await Eventually.HoldsAsync(async () => await RowsOf(other).GetAsync("a") == "new");
        Assert.Equal("new", await RowsOf(app).GetAsync("a"));
        _shelf.IsAway = false;
        await Eventually.HoldsAsync(() => _shelf.Rows["a"] == "new");
    }

    [Fact]
    public async Task A_server_that_is_emptied_is_told_of_and_works_on()
    {
        await using var server = await RedisServer.StartAsync("appendonly yes");
        await using var app = await StartAsync(server.Url);
        var lost = 0;
        app.Services.GetRequiredService<PendingWrites>().Lost += _ => Interlocked.Increment(ref lost);
        await RowsOf(app).SaveAsync("a", "1");
        await Eventually.HoldsAsync(() => _shelf.Rows.GetValueOrDefault("a") == "1");

        await server.CallAsync("FLUSHALL");

        await Eventually.HoldsAsync(() => Volatile.Read(ref lost) > 0);
        Assert.NotEmpty(app.Services.GetRequiredService<LogLines>().With("LAR507"));
        await RowsOf(app).SaveAsync("a", "2");
        await Eventually.HoldsAsync(() => _shelf.Rows["a"] == "2");
    }

    [Fact]
    public async Task A_server_without_room_refuses_writes_and_takes_them_again_when_the_journal_was_applied()
    {
        await using var server = await RedisServer.StartAsync("appendonly yes", "maxmemory 8mb", "maxmemory-policy noeviction");
        _shelf.IsAway = true;
        await using var app = await StartAsync(server.Url, static options => options.WhenFull = WhenFull.Fail);

        // Nothing that could be compressed.
        var bytes = new byte[150_000];
        new Random(5).NextBytes(bytes);
        var text = Convert.ToBase64String(bytes);

        var written = 0;
        await Assert.ThrowsAsync<JournalFullException>(async () =>
        {
            for (; written < 100; written++) await RowsOf(app).SaveAsync($"{written}", $"{written} {text}");
        });

        Assert.InRange(written, 5, 99);
        _shelf.IsAway = false;
        await Eventually.HoldsAsync(() => _shelf.Rows.Count == written);

        // The entries fill the server, and are no journal: they go.
        for (var i = 0; i < written; i++) await server.CallAsync("DEL", KeyOf($"{i}"));
        await RowsOf(app).SaveAsync("last", "1");
        await Eventually.HoldsAsync(() => _shelf.Rows.GetValueOrDefault("last") == "1");
    }

    [Fact]
    public async Task What_another_program_puts_into_the_stream_becomes_a_dead_letter()
    {
        await using var server = await RedisServer.StartAsync("appendonly yes");
        await using var app = await StartAsync(server.Url);

        await server.CallAsync("XADD", new JournalKeys(Prefix, 0).Stream, "*", "hello", "world");
        await server.CallAsync("XADD", new JournalKeys(Prefix, 0).Stream, "*", "n", "shop:{wb00}:row:a", "b", "\u0009 of a later version");

        var pending = app.Services.GetRequiredService<PendingWrites>();
        await Eventually.HoldsAsync(async () => (await pending.MeasureAsync()).DeadLetters == 2);
        var kept = await server.CallAsync("XRANGE", new JournalKeys(Prefix, 0).Dead, "-", "+");
        Assert.Contains("world", Flat(kept), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entries_that_somebody_took_out_of_the_stream_are_a_loss_and_no_delete()
    {
        await using var server = await RedisServer.StartAsync("appendonly yes");
        _shelf.Rows["a"] = "old";
        _shelf.IsAway = true;
        await using var app = await StartAsync(server.Url);
        var lost = 0;
        app.Services.GetRequiredService<PendingWrites>().Lost += _ => Interlocked.Increment(ref lost);
        await RowsOf(app).SaveAsync("a", "new");
        await Eventually.HoldsAsync(() => _shelf.Failures > 0);

        for (var shard = 0; shard < 2; shard++) await server.CallAsync("XTRIM", new JournalKeys(Prefix, shard).Stream, "MAXLEN", "0");
        await app.DisposeAsync();
        await using var next = await StartAsync(server.Url);
        next.Services.GetRequiredService<PendingWrites>().Lost += _ => Interlocked.Increment(ref lost);

        await Eventually.HoldsAsync(() => next.Services.GetRequiredService<LogLines>().With("LAR507").Count > 0);
        Assert.Equal("old", _shelf.Rows["a"]);
    }

    [Fact]
    public async Task A_record_that_was_given_out_and_that_nobody_has_is_applied_all_the_same()
    {
        await using var server = await RedisServer.StartAsync("appendonly yes");
        _shelf.IsAway = true;
        await using (var app = await StartAsync(server.Url))
        {
            await RowsOf(app).SaveAsync("a", "1");
            await Eventually.HoldsAsync(() => _shelf.Failures > 0);
        }

        // As a server leaves it that carries out a part of its file too late.
        for (var shard = 0; shard < 2; shard++)
        {
            var stream = new JournalKeys(Prefix, shard).Stream;
            if (await server.CallAsync("XRANGE", stream, "-", "+") is object?[] { Length: > 0 } entries)
                Assert.Equal(1L, await server.CallAsync("XACK", stream, JournalKeys.Group, $"{((object?[])entries[0]!)[0]}"));
        }

        _shelf.IsAway = false;
        await using var next = await StartAsync(server.Url);

        await Eventually.HoldsAsync(() => _shelf.Rows.GetValueOrDefault("a") == "1");
        await Eventually.HoldsAsync(async () => (await next.Services.GetRequiredService<PendingWrites>().MeasureAsync()).Records == 0);
    }

    [Fact]
    public async Task A_receipt_tells_how_many_replicas_have_the_write()
    {
        await using var server = await RedisServer.StartAsync("appendonly yes");
        await using var app = await StartAsync(server.Url, static options => options.Durability = WriteDurability.Replicated(1));

        var alone = await RowsOf(app).SaveAsync("a", "1");
        await using var replica = await RedisServer.StartAsync($"replicaof {server.Host} {server.Port}");
        await Eventually.HoldsAsync(async () => (await server.TextAsync("INFO", "replication")).Contains("state=online", StringComparison.Ordinal));
        var together = await RowsOf(app).SaveAsync("a", "2");

        Assert.Equal((0, 1), (alone.Replicas, together.Replicas));
        Assert.NotEmpty(app.Services.GetRequiredService<LogLines>().With("LAR519"));
    }

    [Fact]
    public async Task Two_workers_forced_on_one_shard_leave_the_last_write_of_each_row()
    {
        await using var server = await RedisServer.StartAsync("appendonly yes");
        await using var one = await StartAsync(server.Url, static options => options.Shards = 1);
        await using var other = await StartAsync(server.Url, static options => options.Shards = 1);
        using var stop = new CancellationTokenSource();

        // Whoever owns it loses it again and again while his batch is under way.
        var thief = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested) await server.CallAsync("DEL", new JournalKeys(Prefix, 0).Owner);
        });
        for (var i = 1; i <= 300; i++)
        {
            var key = $"{i % 7}";
            await RowsOf(i % 2 == 0 ? one : other).SaveAsync(key, $"{i}");
        }

        await Eventually.HoldsAsync(async () => (await one.Services.GetRequiredService<PendingWrites>().MeasureAsync()).Records == 0);
        await stop.CancelAsync();
        await thief;
        for (var i = 294; i <= 300; i++) Assert.Equal($"{i}", _shelf.Rows[$"{i % 7}"]);
        Assert.Equal(0, _shelf.Regressions);
    }

    [Fact]
    public async Task Write_behind_starts_without_its_server_and_refuses_writes_until_it_is_there()
    {
        await using var server = RedisServer.Prepare("appendonly yes");
        await using var app = await StartAsync(server.Url);

        await Assert.ThrowsAsync<JournalUnreachableException>(() => RowsOf(app).SaveAsync("a", "1").AsTask());

        await server.StartAgainAsync();
        await Eventually.HoldsAsync(() => SavesAsync(app, "2"));
        await Eventually.HoldsAsync(() => _shelf.Rows.GetValueOrDefault("a") == "2");
    }

    private static async Task<bool> SavesAsync(IHost app, string value)
    {
        try
        {
            await RowsOf(app).SaveAsync("a", value);
            return true;
        }
        catch (JournalUnreachableException)
        {
            return false;
        }
    }

    private static string KeyOf(string id) => Prefix + ShardTag(id) + ":row:" + id;

    private static string ShardTag(string id)
    {
        // FNV-1a, as docs/formats.md has it.
        var hash = 14695981039346656037UL;
        foreach (var letter in System.Text.Encoding.UTF8.GetBytes($"row:{id}")) hash = (hash ^ letter) * 1099511628211;
        return $"{{wb{(uint)(hash ^ (hash >> 32)) % 2:00}}}";
    }

    private static ICachedStore<string, string> RowsOf(IHost app) => app.Services.GetRequiredService<ICachedStore<string, string>>();

    private async Task<AppHost> StartAsync(string url, Action<WriteBehindOptions>? configure = null)
    {
        var log = new LogLines();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddProvider(log);
        builder.Services.AddSingleton(log).AddSingleton(_shelf);
        builder.AddLarder().UseRedis(url).Configure(static options =>
            {
                options.Name = "shop";
                options.CommandTimeout = TimeSpan.FromSeconds(2);
            })
            .ConfigureWriteBehind(options =>
            {
                (options.Shards, options.Linger) = (2, TimeSpan.FromMilliseconds(1));
                configure?.Invoke(options);
            })
            .AddStore<string, string, Shelf>("row", static options => options.Strategy = WriteStrategy.Behind);
        var host = builder.Build();
        try
        {
            await host.StartAsync();
        }
        catch
        {
            await ((IAsyncDisposable)host).DisposeAsync();
            throw;
        }

        return new AppHost(host);
    }

    private static string Flat(object? answer) => answer is object?[] items ? string.Join(' ', items.Select(Flat)) : $"{answer}";
}
