using Larder.Backing;
using Larder.Journal;
using Larder.Tests.Backing;

namespace Larder.Tests.Journal;

/// <summary>Write-behind on the model, from the acknowledgement to the table.</summary>
public sealed class WriteBehindTests
{
    private readonly TableStore _table = new();
    private readonly ModelServer _server = new();

    [Fact]
    public async Task Acknowledged_writes_and_deletes_reach_the_table_and_leave_the_journal()
    {
        await using var app = await StoreApp.StartAsync(_table, _server);

        for (var i = 0; i < 50; i++) await app.Rows.SaveAsync($"{i}", new Row($"{i}", i + 1));
        for (var i = 0; i < 50; i += 2) await app.Rows.DeleteAsync($"{i}");

        await Eventually.HoldsAsync(() => Enumerable.Range(0, 50).All(i => _table[$"{i}"]?.Number == (i % 2 == 0 ? null : i + 1)));
        await EmptyAsync(app);
    }

    [Fact]
    public async Task Many_writes_of_one_key_become_one_row_of_a_batch()
    {
        await using var app = StoreApp.Prepare(_table, _server, WriteStrategy.Behind);
        for (var i = 1; i <= 200; i++) await app.Rows.SaveAsync("a", new Row("a", i));

        await app.StartAsync();
        await EmptyAsync(app);

        Assert.Equal(200, _table["a"]!.Number);
        Assert.Equal(200, app.Pending.Counts.Records);
        Assert.True(app.Pending.Counts.Rows <= 2, $"{app.Pending.Counts}");
    }

    [Fact]
    public async Task A_read_of_what_was_evicted_gives_the_pending_value_and_not_the_tables()
    {
        await using var app = StoreApp.Prepare(_table, _server, WriteStrategy.Behind);
        await using var other = StoreApp.Prepare(_table, _server, WriteStrategy.Behind);
        _table["a"] = new Row("a", 1);
        _table["b"] = new Row("b", 1);
        await app.Rows.SaveAsync("a", new Row("a", 2));
        await app.Rows.DeleteAsync("b");

        foreach (var id in (string[])["a", "b"]) _server.Slots.RemoveForeign(StoreApp.SlotOf(id));

        Assert.Equal(2, (await other.Rows.GetAsync("a"))!.Number);
        Assert.Null(await other.Rows.GetAsync("b"));
        foreach (var id in (string[])["a", "b"]) _server.Slots.RemoveForeign(StoreApp.SlotOf(id));
        var many = await other.Rows.GetManyAsync(["a", "b"]);
        Assert.Equal(2, Assert.Single(many).Value.Number);
        Assert.Equal(0, _table.Loads);
    }

    [Fact]
    public async Task A_row_that_the_table_refuses_becomes_a_dead_letter_and_the_others_go_on()
    {
        _table.Writing = static (writes, _) => writes.Any(static write => write.Value is { Number: 13 }) ? throw new InvalidOperationException("no 13") : Task.CompletedTask;
        await using var app = StoreApp.Prepare(_table, _server, WriteStrategy.Behind);
        for (var i = 0; i < 40; i++) await app.Rows.SaveAsync($"{i}", new Row($"{i}", i));

        await app.StartAsync();
        await EmptyAsync(app);

        Assert.Equal(39, Enumerable.Range(0, 40).Count(i => _table[$"{i}"] is not null));
        var letter = Assert.Single(await LettersAsync(app));
        Assert.Contains("no 13", letter.Reason, StringComparison.Ordinal);
        Assert.Equal(StoreApp.SlotOf("13").Name, letter.Name);
        Assert.Null(await app.Rows.GetAsync("13"));
        Assert.True(app.Log.Has("LAR506"));

        _table.Writing = static (_, _) => Task.CompletedTask;
        Assert.True(await app.Pending.ReplayAsync(letter));
        await Eventually.HoldsAsync(() => _table["13"]?.Number == 13);
        await EmptyAsync(app);
        Assert.Equal(13, (await app.Rows.GetAsync("13"))!.Number);
    }

    [Fact]
    public async Task A_dead_letter_that_is_replayed_does_not_overwrite_what_was_written_since()
    {
        _table.Writing = static (writes, _) => writes.Any(static write => write.Value is { Number: 13 }) ? throw new InvalidOperationException("no 13") : Task.CompletedTask;
        await using var app = await StoreApp.StartAsync(_table, _server);
        await app.Rows.SaveAsync("a", new Row("a", 13));
        await EmptyAsync(app);
        await app.Rows.SaveAsync("a", new Row("a", 14));
        await EmptyAsync(app);
        _table.Writing = static (_, _) => Task.CompletedTask;

        await app.Pending.ReplayAsync(Assert.Single(await LettersAsync(app)));
        await EmptyAsync(app);

        Assert.Equal(14, _table["a"]!.Number);
        Assert.Equal(14, (await app.Rows.GetAsync("a"))!.Number);
    }

    [Fact]
    public async Task When_the_newest_write_of_a_row_is_refused_the_one_before_it_is_applied()
    {
        _table.Writing = static (writes, _) => writes.Any(static write => write.Value is { Number: 13 }) ? throw new InvalidOperationException("no 13") : Task.CompletedTask;
        await using var app = StoreApp.Prepare(_table, _server, WriteStrategy.Behind);
        await app.Rows.SaveAsync("a", new Row("a", 12));
        await app.Rows.SaveAsync("a", new Row("a", 13));

        await app.StartAsync();
        await EmptyAsync(app);

        Assert.Equal(12, _table["a"]!.Number);
        Assert.Equal(12, (await app.Rows.GetAsync("a"))!.Number);
        Assert.Single(await LettersAsync(app));
    }

    [Fact]
    public async Task While_the_database_is_away_writes_wait_and_readers_see_them()
    {
        var isAway = true;
        _table.Writing = (_, _) => isAway ? throw new TimeoutException("away") : Task.CompletedTask;
        await using var app = await StoreApp.StartAsync(_table, _server, options => options.MaxTries = 2);
        for (var i = 1; i <= 30; i++) await app.Rows.SaveAsync("a", new Row("a", i));
        await Eventually.HoldsAsync(() => app.Pending.Counts.Failures > 5);

        Assert.Equal(30, (await app.Rows.GetAsync("a"))!.Number);
        Assert.True(app.Log.Has("LAR509"));
        isAway = false;
        await EmptyAsync(app);

        Assert.Equal(30, _table["a"]!.Number);
        Assert.Empty(await LettersAsync(app));
        Assert.True(app.Log.Has("LAR516"));
    }

    [Fact]
    public async Task A_store_that_hangs_is_given_up_and_tried_again()
    {
        var hangs = 2;
        _table.Writing = (_, token) => Interlocked.Decrement(ref hangs) >= 0 ? Task.Delay(Timeout.Infinite, token) : Task.CompletedTask;
        await using var app = await StoreApp.StartAsync(_table, _server, configure: options => options.Timeout = TimeSpan.FromMilliseconds(50));

        await app.Rows.SaveAsync("a", new Row("a", 1));
        await EmptyAsync(app);

        Assert.Equal(1, _table["a"]!.Number);
        Assert.Equal(2, app.Pending.Counts.Failures);
    }

    [Fact]
    public async Task A_record_of_an_unknown_format_is_put_aside_and_never_dropped()
    {
        await using var app = StoreApp.Prepare(_table, _server, WriteStrategy.Behind);
        var shard = ShardMap.ShardOf("row:a", 2);
        _server.Journal.AppendForeign(shard);
        await app.Rows.SaveAsync("a", new Row("a", 1));

        await app.StartAsync();
        await EmptyAsync(app);

        Assert.Equal(1, _table["a"]!.Number);
        Assert.Contains("format", Assert.Single(await LettersAsync(app)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_that_began_anew_goes_on_above_what_the_table_has()
    {
        _table.Put(new Row("a", 1), version: 1_000_000);
        _table.Put(new Row("b", 1), version: 2_000_000);
        await using var app = await StoreApp.StartAsync(_table, _server, static options => options.Shards = 1);
        await app.Rows.SaveAsync("other", new Row("other", 1));
        await EmptyAsync(app);

        foreach (var id in (string[])["a", "b"]) await app.Rows.SaveAsync(id, new Row(id, 2));
        await EmptyAsync(app);

        Assert.Equal((2, 2), (_table["a"]!.Number, _table["b"]!.Number));
    }

    [Fact]
    public async Task A_full_journal_refuses_and_nothing_was_changed()
    {
        await using var app = StoreApp.Prepare(_table, _server, WriteStrategy.Behind, behind: static options => (options.MaxRecords, options.WhenFull) = (1, WhenFull.Fail));
        await app.Rows.SaveAsync("a", new Row("a", 1));

        var error = await Assert.ThrowsAsync<JournalFullException>(() => app.Rows.SaveAsync("a", new Row("a", 2)).AsTask());

        Assert.Equal("LAR505", error.Code);
        Assert.Equal(1, (await app.Rows.GetAsync("a"))!.Number);
    }

    [Fact]
    public async Task A_write_waits_for_room_and_no_longer_than_it_may()
    {
        await using var app = StoreApp.Prepare(_table, _server, WriteStrategy.Behind, behind: static options => options.MaxRecords = 1);
        await app.Rows.SaveAsync("a", new Row("a", 1));

        var waiting = app.Rows.SaveAsync("a", new Row("a", 2)).AsTask();
        Assert.False(waiting.IsCompleted);
        await app.StartAsync();
        await waiting;
        await EmptyAsync(app);
        Assert.Equal(2, _table["a"]!.Number);

        await using var other = StoreApp.Prepare(_table, new ModelServer(), WriteStrategy.Behind, behind: static options => (options.MaxRecords, options.WaitForRoom) = (1, TimeSpan.FromMilliseconds(30)));
        await other.Rows.SaveAsync("a", new Row("a", 1));
        await Assert.ThrowsAsync<JournalFullException>(() => other.Rows.SaveAsync("a", new Row("a", 2)).AsTask());
    }

    [Fact]
    public async Task What_goes_past_a_full_journal_is_not_overwritten_by_what_was_in_it()
    {
        await using var app = StoreApp.Prepare(_table, _server, WriteStrategy.Behind, behind: static options => (options.MaxRecords, options.WhenFull) = (1, WhenFull.WriteThrough));
        await app.Rows.SaveAsync("a", new Row("a", 1));

        var receipt = await app.Rows.SaveAsync("a", new Row("a", 2));

        Assert.Equal(WriteState.Committed, receipt.State);
        Assert.Equal(2, _table["a"]!.Number);
        Assert.Equal(2, (await app.Rows.GetAsync("a"))!.Number);
        await app.StartAsync();
        await EmptyAsync(app);
        Assert.Equal(2, _table["a"]!.Number);
        Assert.Equal(2, (await app.Rows.GetAsync("a"))!.Number);
    }

    [Fact]
    public async Task The_end_of_the_application_waits_until_everything_is_in_the_table()
    {
        await using var app = StoreApp.Prepare(_table, _server, WriteStrategy.Behind, behind: static options => options.BatchSize = 5);
        for (var i = 0; i < 100; i++) await app.Rows.SaveAsync($"{i}", new Row($"{i}", i));

        await app.StartAsync();
        await Eventually.HoldsAsync(() => !_table.Batches.IsEmpty);
        await app.StopAsync();

        Assert.Equal(100, Enumerable.Range(0, 100).Count(i => _table[$"{i}"] is not null));
    }

    [Fact]
    public async Task What_the_end_of_the_application_has_no_time_for_the_next_instance_applies()
    {
        _table.Writing = static (_, token) => Task.Delay(Timeout.Infinite, token);
        await using (var app = await StoreApp.StartAsync(_table, _server, static options => options.DrainFor = TimeSpan.FromMilliseconds(50)))
        {
            await app.Rows.SaveAsync("a", new Row("a", 1));
            await app.StopAsync();
            Assert.True(app.Log.Has("LAR517"));
        }

        _table.Writing = static (_, _) => Task.CompletedTask;
        await using var next = await StoreApp.StartAsync(_table, _server);

        await Eventually.HoldsAsync(() => _table["a"]?.Number == 1);
    }

    [Fact]
    public async Task When_the_journal_was_emptied_somebody_is_told()
    {
        await using var app = await StoreApp.StartAsync(_table, _server);
        var lost = 0;
        app.Pending.Lost += _ => Interlocked.Increment(ref lost);
        await app.Rows.SaveAsync("a", new Row("a", 1));
        await EmptyAsync(app);

        _server.Journal.Lose();

        await Eventually.HoldsAsync(() => Volatile.Read(ref lost) > 0 && app.Log.Has("LAR507"));
        await app.Rows.SaveAsync("a", new Row("a", 2));
        await Eventually.HoldsAsync(() => _table["a"]?.Number == 2);
    }

    [Fact]
    public async Task While_the_journal_is_away_writes_fail_and_reads_go_to_the_table_and_are_not_kept()
    {
        await using var app = await StoreApp.StartAsync(_table, _server);
        _table["a"] = new Row("a", 1);
        _server.Slots.TakeDown();

        var error = await Assert.ThrowsAsync<JournalUnreachableException>(() => app.Rows.SaveAsync("a", new Row("a", 2)).AsTask());

        Assert.Equal("LAR508", error.Code);
        Assert.Equal(1, (await app.Rows.GetAsync("a"))!.Number);
        Assert.Equal(1, (await app.Rows.GetAsync("a"))!.Number);
        Assert.Equal(1, Assert.Single(await app.Rows.GetManyAsync(["a"])).Value.Number);
        Assert.True(_table.Loads >= 3, $"{_table.Loads} loads");
        _server.Slots.BringUp();
        await Eventually.HoldsAsync(() => app.Rows.SaveAsync("a", new Row("a", 3)).AsTask().IsCompletedSuccessfully);
        await Eventually.HoldsAsync(() => _table["a"]!.Number == 3);
    }

    private static async Task<List<DeadLetter>> LettersAsync(StoreApp app)
    {
        var letters = new List<DeadLetter>();
        await foreach (var letter in app.Pending.DeadLettersAsync()) letters.Add(letter);
        return letters;
    }

    private static Task EmptyAsync(StoreApp app) =>
        Eventually.HoldsAsync(() => app.Pending.MeasureAsync().AsTask() is { IsCompletedSuccessfully: true } asked && asked.GetAwaiter().GetResult().Records == 0);
}
