using Larder.Backing;
using Larder.Journal;
using Larder.Tiers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Larder.Tests.Backing;

/// <summary>Stores behind a cache, by each strategy.</summary>
public sealed class CachedStoreTests
{
    private readonly TableStore _table = new();
    private readonly ModelServer _server = new();

    [Theory]
    [InlineData(WriteStrategy.Around, 1)]
    [InlineData(WriteStrategy.Through, 0)]
    [InlineData(WriteStrategy.Behind, 0)]
    public async Task Who_wrote_reads_what_he_wrote_and_so_does_another_process(WriteStrategy strategy, int loads)
    {
        await using var one = StoreApp.Prepare(_table, _server, strategy);
        await using var other = StoreApp.Prepare(_table, _server, strategy);
        _table["a"] = new Row("a", 1);
        await one.Rows.GetAsync("a");
        await other.Rows.GetAsync("a");
        var before = _table.Loads;

        await one.Rows.SaveAsync("a", new Row("a", 2));

        Assert.Equal(2, (await one.Rows.GetAsync("a"))!.Number);
        Assert.Equal(2, (await other.Rows.GetAsync("a"))!.Number);
        Assert.Equal(loads, _table.Loads - before);
    }

    [Theory]
    [InlineData(WriteStrategy.Around)]
    [InlineData(WriteStrategy.Through)]
    [InlineData(WriteStrategy.Behind)]
    public async Task A_deleted_row_reads_as_none(WriteStrategy strategy)
    {
        await using var one = StoreApp.Prepare(_table, _server, strategy);
        await using var other = StoreApp.Prepare(_table, _server, strategy);
        _table["a"] = new Row("a", 1);
        await other.Rows.GetAsync("a");

        await one.Rows.DeleteAsync("a");

        Assert.Null(await one.Rows.GetAsync("a"));
        Assert.Null(await other.Rows.GetAsync("a"));
        Assert.Empty(await other.Rows.GetManyAsync(["a"]));
    }

    [Theory]
    [InlineData(WriteStrategy.Around)]
    [InlineData(WriteStrategy.Through)]
    public async Task A_write_that_the_store_refuses_leaves_the_cache_as_it_was(WriteStrategy strategy)
    {
        await using var app = StoreApp.Prepare(_table, _server, strategy);
        _table["held"] = new Row("held", 1);
        await app.Rows.GetAsync("held");
        _table.Writing = static (_, _) => throw new InvalidOperationException("refused");

        await Assert.ThrowsAsync<InvalidOperationException>(() => app.Rows.SaveAsync("held", new Row("held", 2)).AsTask());
        await Assert.ThrowsAsync<InvalidOperationException>(() => app.Rows.SaveAsync("absent", new Row("absent", 2)).AsTask());

        Assert.Equal(SlotState.Held, _server.Slots.StateOf(StoreApp.SlotOf("held", strategy)));
        Assert.Equal(SlotState.Absent, _server.Slots.StateOf(StoreApp.SlotOf("absent", strategy)));
        var loads = _table.Loads;
        Assert.Equal(1, (await app.Rows.GetAsync("held"))!.Number);
        Assert.Equal(loads, _table.Loads);
    }

    [Theory]
    [InlineData(WriteStrategy.Around)]
    [InlineData(WriteStrategy.Through)]
    public async Task A_write_whose_cache_part_fails_leaves_the_key_invalid_and_never_stale(WriteStrategy strategy)
    {
        await using var one = StoreApp.Prepare(_table, _server, strategy);
        await using var other = StoreApp.Prepare(_table, _server, strategy);
        _table["a"] = new Row("a", 1);
        await one.Rows.GetAsync("a");
        await other.Rows.GetAsync("a");
        _table.Writing = (_, _) =>
        {
            _server.Slots.TakeDown();
            return Task.CompletedTask;
        };

        await one.Rows.SaveAsync("a", new Row("a", 2));
        Assert.Equal(2, (await one.Rows.GetAsync("a"))!.Number);
        _server.Slots.BringUp();

        await Eventually.HoldsAsync(() => one.Rows.GetAsync("a").AsTask().IsCompletedSuccessfully && _server.Slots.StateOf(StoreApp.SlotOf("a", strategy)) != SlotState.Held
            || ReadNumber(other) == 2);
        Assert.Equal(2, (await one.Rows.GetAsync("a"))!.Number);
    }

    [Theory]
    [InlineData(WriteStrategy.Around)]
    [InlineData(WriteStrategy.Through)]
    public async Task A_write_that_hangs_is_given_up_and_the_cache_forgets_the_row_also_when_it_ends_late(WriteStrategy strategy)
    {
        await using var app = StoreApp.Prepare(_table, _server, strategy, options => options.Timeout = TimeSpan.FromMilliseconds(50));
        _table["a"] = new Row("a", 1);
        await app.Rows.GetAsync("a");
        var late = new TaskCompletionSource();
        _table.Writing = (_, _) => late.Task;

        var error = await Assert.ThrowsAsync<StoreTimeoutException>(() => app.Rows.SaveAsync("a", new Row("a", 2)).AsTask());

        Assert.Equal("LAR513", error.Code);
        Assert.Equal(1, (await app.Rows.GetAsync("a"))!.Number);
        _table.Writing = static (_, _) => Task.CompletedTask;
        var next = app.Rows.SaveAsync("a", new Row("a", 3)).AsTask();
        Assert.False(next.IsCompleted);
        late.SetResult();
        await next;
        Assert.Equal(3, _table["a"]!.Number);
        Assert.Equal(3, (await app.Rows.GetAsync("a"))!.Number);
    }

    [Fact]
    public async Task A_hung_write_that_ends_late_makes_the_cache_forget_once_more()
    {
        await using var app = StoreApp.Prepare(_table, _server, WriteStrategy.Around, options => options.Timeout = TimeSpan.FromMilliseconds(50));
        _table["a"] = new Row("a", 1);
        var late = new TaskCompletionSource();
        _table.Writing = (_, _) => late.Task;
        await Assert.ThrowsAsync<StoreTimeoutException>(() => app.Rows.SaveAsync("a", new Row("a", 2)).AsTask());
        Assert.Equal(1, (await app.Rows.GetAsync("a"))!.Number);

        late.SetResult();

        await Eventually.HoldsAsync(() => ReadNumber(app) == 2);
    }

    [Theory]
    [InlineData(WriteStrategy.Through)]
    [InlineData(WriteStrategy.Behind)]
    public async Task A_value_over_the_limit_is_refused_before_anything_is_written(WriteStrategy strategy)
    {
        await using var app = StoreApp.Prepare(_table, _server, strategy);

        var error = await Assert.ThrowsAsync<CacheValueTooLargeException>(() => app.Rows.SaveAsync("a", new Row(new string('x', 2 << 20), 1)).AsTask());

        Assert.Equal("LAR511", error.Code);
        Assert.Empty(_table.Batches);
        Assert.Equal(SlotState.Absent, _server.Slots.StateOf(StoreApp.SlotOf("a", strategy)));
    }

    [Fact]
    public async Task A_row_of_another_key_is_an_error_and_is_not_cached()
    {
        await using var app = StoreApp.Prepare(_table, _server, WriteStrategy.Around, options => options.IdOf = static row => row.Id);
        _table["a"] = new Row("b", 1);

        var error = await Assert.ThrowsAsync<StoreAnswerException>(() => app.Rows.GetAsync("a").AsTask());

        Assert.Equal("LAR512", error.Code);
        _table["a"] = new Row("a", 2);
        Assert.Equal(2, (await app.Rows.GetAsync("a"))!.Number);
    }

    [Theory]
    [InlineData("a b c", "that nobody asked for")]
    [InlineData("a a", "twice")]
    [InlineData("null", "null")]
    public async Task An_answer_that_does_not_fit_the_question_is_an_error_and_nothing_of_it_is_cached(string answer, string fact)
    {
        await using var app = StoreApp.Prepare(_table, _server, WriteStrategy.Around);
        _table.Many = _ => answer == "null" ? [KeyValuePair.Create<string, Row>("a", null!)] : answer.Split(' ').Select(static id => KeyValuePair.Create(id, new Row(id, 1)));

        var error = await Assert.ThrowsAsync<StoreAnswerException>(() => app.Rows.GetManyAsync(["a", "b"]).AsTask());

        Assert.Contains(fact, error.Message, StringComparison.Ordinal);
        _table.Many = null;
        Assert.Empty(await app.Rows.GetManyAsync(["a", "b"]));
    }

    [Fact]
    public async Task Rows_that_do_not_exist_are_left_out()
    {
        await using var app = StoreApp.Prepare(_table, _server, WriteStrategy.Through);
        _table["a"] = new Row("a", 1);

        var rows = await app.Rows.GetManyAsync(["a", "b"]);

        Assert.Equal(["a"], rows.Keys);
    }

    [Theory]
    [InlineData(WriteStrategy.Around)]
    [InlineData(WriteStrategy.Through)]
    public async Task Writes_of_one_key_are_done_in_their_order_and_those_of_others_beside_them(WriteStrategy strategy)
    {
        await using var app = StoreApp.Prepare(_table, _server, strategy);
        var held = new TaskCompletionSource();
        _table.Writing = (writes, _) => writes[0].Key == "a" && writes[0].Value!.Number == 1 ? held.Task : Task.CompletedTask;

        Task[] writes = [.. Enumerable.Range(1, 20).Select(number => app.Rows.SaveAsync("a", new Row("a", number)).AsTask())];
        await app.Rows.SaveAsync("b", new Row("b", 1));
        Assert.Null(_table["a"]);
        held.SetResult();
        await Task.WhenAll(writes);

        Assert.Equal(Enumerable.Range(1, 20), _table.Batches.Where(static batch => batch[0].Key == "a").Select(static batch => batch[0].Value!.Number));
        Assert.Equal(20, (await app.Rows.GetAsync("a"))!.Number);
    }

    [Fact]
    public async Task A_caller_who_leaves_the_row_lets_the_next_one_go_on()
    {
        await using var app = StoreApp.Prepare(_table, _server, WriteStrategy.Around);
        var held = new TaskCompletionSource();
        _table.Writing = (writes, _) => writes[0].Value!.Number == 1 ? held.Task : Task.CompletedTask;
        using var leaving = new CancellationTokenSource();
        var first = app.Rows.SaveAsync("a", new Row("a", 1)).AsTask();
        var second = app.Rows.SaveAsync("a", new Row("a", 2), leaving.Token).AsTask();
        var third = app.Rows.SaveAsync("a", new Row("a", 3)).AsTask();

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.False(third.IsCompleted);
        held.SetResult();
        await Task.WhenAll(first, third);

        Assert.Equal(3, _table["a"]!.Number);
    }

    [Fact]
    public async Task Each_call_of_the_store_gets_a_scope_of_its_own()
    {
        var services = new ServiceCollection();
        services.AddLarder().UseMemoryOnly().AddStore<string, Row, ScopedStore>("row");
        services.AddScoped<ScopeMark>();
        await using var provider = services.BuildServiceProvider(validateScopes: true);
        var rows = provider.GetRequiredService<ICachedStore<string, Row>>();

        var first = (await rows.GetAsync("a"))!.Number;
        await rows.SaveAsync("a", new Row("a", 0));
        var second = (await rows.GetAsync("a"))!.Number;

        Assert.NotEqual(first, second);
        Assert.Equal(0, ScopeMark.Open);
    }

    [Fact]
    public async Task Memory_alone_serves_what_was_written_through()
    {
        var services = new ServiceCollection().AddSingleton(_table);
        services.AddLarder().UseMemoryOnly().AddStore<string, Row, TableStore>("row", static options => options.Strategy = WriteStrategy.Through);
        await using var provider = services.BuildServiceProvider();
        var rows = provider.GetRequiredService<ICachedStore<string, Row>>();

        await rows.SaveAsync("a", new Row("a", 1));
        await rows.SaveAsync("a", new Row("a", 2));

        Assert.Equal(2, (await rows.GetAsync("a"))!.Number);
        Assert.Equal(0, _table.Loads);
    }

    [Fact]
    public async Task Write_behind_without_a_journal_does_not_start()
    {
        var services = new ServiceCollection().AddSingleton(_table);
        services.AddLarder().UseMemoryOnly().AddStore<string, Row, TableStore>("row", static options => options.Strategy = WriteStrategy.Behind);
        await using var provider = services.BuildServiceProvider();

        var error = Assert.Throws<JournalRefusedException>(() => provider.GetServices<IHostedService>().ToArray());

        Assert.Equal("LAR501", error.Code);
    }

    [Fact]
    public async Task Two_stores_of_one_name_do_not_start()
    {
        var services = new ServiceCollection().AddSingleton(_table);
        services.AddLarder().UseSharedTier((_, _) => _server.Slots).UseJournal("memory", (_, _, settings) => _server.Journal.Open(settings))
            .AddStore<string, Row, TableStore>("row", static options => options.Strategy = WriteStrategy.Behind)
            .AddStore<string, Row, TableStore>("row", static options => options.Strategy = WriteStrategy.Behind);
        await using var provider = services.BuildServiceProvider();

        var error = Assert.Throws<InvalidOperationException>(() => provider.GetServices<IHostedService>().ToArray());

        Assert.Contains("LAR518", error.Message, StringComparison.Ordinal);
    }

    private static int? ReadNumber(StoreApp app) => app.Rows.GetAsync("a").AsTask() is { IsCompletedSuccessfully: true } read ? read.GetAwaiter().GetResult()?.Number : null;
}
