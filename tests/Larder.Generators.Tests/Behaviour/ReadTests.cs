using Larder.Declared;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Generators.Tests.Behaviour;

/// <summary>Methods whose results are cached.</summary>
public sealed class ReadTests : IAsyncDisposable
{
    private readonly ShelfHouse _house = new();

    [Fact]
    public async Task A_second_call_is_a_hit_also_in_another_request()
    {
        Assert.Equal("one", (await _house.Shelf.FindAsync(1))?.Name);
        Assert.Equal("one", (await _house.Shelf.FindAsync(1))?.Name);
        Assert.Equal("two", (await _house.Shelf.FindAsync(2))?.Name);

        Assert.Equal(["find 1", "find 2"], _house.Ledger.Calls);
        Assert.True(await _house.Cache.ExistsAsync("item:1"));
    }

    [Fact]
    public async Task A_hit_makes_no_implementation()
    {
        await _house.Shelf.FindAsync(1);

        await _house.Shelf.FindAsync(1);

        Assert.Single(_house.Ledger.Made);
    }

    [Fact]
    public async Task Nothing_is_remembered_too_and_a_null_number_is_a_value()
    {
        Assert.Null(await _house.Shelf.FindAsync(9));
        Assert.Null(await _house.Shelf.FindAsync(9));
        Assert.Null(await _house.Shelf.NumberAsync(0));
        Assert.Null(await _house.Shelf.NumberAsync(0));

        Assert.Equal(["find 9", "number 0"], _house.Ledger.Calls);
    }

    [Fact]
    public async Task A_load_has_a_scope_of_its_own_that_ends_with_it()
    {
        await _house.Shelf.FindAsync(1);

        Assert.True(Assert.Single(_house.Ledger.Made).IsDisposed);
    }

    [Fact]
    public async Task A_refresh_outlives_the_request_that_began_it()
    {
        await _house.Shelf.FindAsync(1);
        _house.Clock.Advance(TimeSpan.FromMinutes(55));
        _house.Ledger.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _house.Ledger.Rows[1] = "new";

        var request = _house.Request();
        Assert.Equal("one", (await request.ServiceProvider.GetRequiredService<IShelf>().FindAsync(1))?.Name);
        await Until(() => _house.Ledger.Calls.Count == 2);
        await request.DisposeAsync();
        _house.Ledger.Gate.SetResult();

        await Until(() => _house.Cache.TryGetAsync<Item?>("item:1") is { IsCompletedSuccessfully: true, Result.Value.Name: "new" });
        Assert.Equal("new", (await _house.Shelf.FindAsync(1))?.Name);
        Assert.Equal(2, _house.Ledger.Calls.Count);
        Assert.True(_house.Ledger.Made[1].IsDisposed);
    }

    [Fact]
    public async Task A_caller_that_goes_does_not_end_the_load_of_others()
    {
        _house.Ledger.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var going = new CancellationTokenSource();
        var request = _house.Request();
        var first = request.ServiceProvider.GetRequiredService<IShelf>().FindAsync(1, going.Token).AsTask();
        await Until(() => _house.Ledger.Calls.Count == 1);
        var second = _house.Shelf.FindAsync(1).AsTask();

        await going.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await request.DisposeAsync();
        Assert.NotEqual(going.Token, _house.Ledger.LastToken);
        _house.Ledger.Gate.SetResult();

        Assert.Equal("one", (await second)?.Name);
        Assert.Single(_house.Ledger.Calls);
    }

    [Fact]
    public async Task When_nobody_waits_any_more_the_load_is_cancelled()
    {
        _house.Ledger.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var going = new CancellationTokenSource();
        var only = _house.Shelf.FindAsync(1, going.Token).AsTask();
        await Until(() => _house.Ledger.Calls.Count == 1);

        await going.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => only);
        await Until(() => _house.Ledger.LastToken.IsCancellationRequested);
    }

    [Fact]
    public async Task A_failure_goes_to_the_caller_and_is_not_kept()
    {
        _house.Ledger.Failure = new InvalidDataException("broken");
        await Assert.ThrowsAsync<InvalidDataException>(async () => await _house.Shelf.FindAsync(1));

        _house.Ledger.Failure = null;

        Assert.NotNull(await _house.Shelf.FindAsync(1));
        Assert.All(_house.Ledger.Made, static shelf => Assert.True(shelf.IsDisposed));
    }

    [Fact]
    public async Task Type_arguments_belong_to_the_key()
    {
        Assert.Equal(1, await _house.Shelf.OfAsync<int>(1));
        Assert.Equal("1", await _house.Shelf.OfAsync<string>(1));
        Assert.Equal("1", await _house.Shelf.OfAsync<string>(1));

        Assert.Equal(["of Int32 1", "of String 1"], _house.Ledger.Calls);
    }

    [Fact]
    public async Task Defaults_of_the_interface_are_arguments_like_others()
    {
        await _house.Shelf.ListAsync(0);
        await _house.Shelf.ListAsync(0, 10);
        await _house.Shelf.ListAsync(0, 11);

        Assert.Equal(["list 0 10", "list 0 11"], _house.Ledger.Calls);
    }

    [Fact]
    public async Task Tags_with_and_without_arguments_remove()
    {
        await _house.Shelf.ListAsync(0);
        await _house.Shelf.ListAsync(1);

        await _house.Cache.RemoveByTagAsync("page:1");
        Assert.True(await _house.Cache.ExistsAsync("list:0:10"));
        Assert.False(await _house.Cache.ExistsAsync("list:1:10"));

        await _house.Cache.RemoveByTagAsync("items");
        Assert.False(await _house.Cache.ExistsAsync("list:0:10"));
    }

    [Fact]
    public async Task A_named_duration_is_that_of_the_settings()
    {
        await _house.Shelf.ByNameAsync("one");
        _house.Clock.Advance(TimeSpan.FromMinutes(4));
        Assert.True(await _house.Cache.ExistsAsync("name:one"));

        _house.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.False(await _house.Cache.ExistsAsync("name:one"));
    }

    [Fact]
    public async Task A_named_cache_is_another()
    {
        await _house.Shelf.OtherAsync(1);

        Assert.False(await _house.Cache.ExistsAsync("other:1"));
        Assert.True(await _house.Services.GetRequiredKeyedService<ICache>("other").ExistsAsync("other:1"));
    }

    [Fact]
    public async Task Many_share_their_entries_with_one()
    {
        await _house.Shelf.FindAsync(1);
        var many = await _house.Shelf.FindManyAsync([1, 2, 9]);
        await _house.Shelf.FindAsync(2);
        await _house.Shelf.FindManyAsync([2, 1, 9]);

        Assert.Equal([1, 2], many.Keys.Order());
        Assert.Equal(["find 1", "many 2,9"], _house.Ledger.Calls);
    }

    [Fact]
    public async Task A_record_is_read_through_its_cache()
    {
        Assert.Equal("one", (await _house.Shelf.RecordAsync(1))?.Name);
        Assert.Equal("one", (await _house.Shelf.RecordAsync(1))?.Name);

        Assert.Equal(["record 1"], _house.Ledger.Calls);
    }

    [Fact]
    public async Task What_has_no_attribute_runs_on_the_callers_own_implementation()
    {
        var shelf = _house.Shelf;
        var more = 1;

        shelf.Label = "mine";
        Assert.Equal("mine", shelf.Label);
        Assert.Equal(await shelf.ScopeAsync(), await shelf.ScopeAsync());
        Assert.NotEqual(await shelf.ScopeAsync(), await _house.Shelf.ScopeAsync());
        Assert.Equal(2, shelf.Count(ref more, out var all));
        Assert.Equal((2, 3), (more, all));
    }

    [Theory]
    [InlineData(ServiceLifetime.Singleton, 1)]
    [InlineData(ServiceLifetime.Transient, 2)]
    public async Task Other_lifetimes_hold_too(ServiceLifetime lifetime, int made)
    {
        await using var house = new ShelfHouse(lifetime: lifetime);
        var shelf = house.Shelf;
        await shelf.FindAsync(1);
        shelf.Label = "mine";

        Assert.Equal("mine", shelf.Label);
        Assert.Equal(made, house.Ledger.Made.Count);
        Assert.Equal(lifetime != ServiceLifetime.Singleton, house.Ledger.Made[0].IsDisposed);
    }

    [Fact]
    public async Task A_request_that_goes_past_the_cache_reads_nothing_of_it_and_leaves_nothing_in_it()
    {
        await using var house = new ShelfHouse(static services => services.AddScoped(static _ => new CacheBypass { IsOn = true }));

        await house.Shelf.FindAsync(1);
        await house.Shelf.FindAsync(1);
        await house.Shelf.FindManyAsync([1]);
        await house.Shelf.RecordAsync(1);
        await house.Shelf.RecordAsync(1);
        await house.Cache.SetAsync("item:1", new Item(1, "held"));
        await house.Shelf.SaveAsync(new(1, "uno"));

        Assert.Equal(["find 1", "find 1", "many 1", "record 1", "record 1", "save 1"], house.Ledger.Calls);
        Assert.False(await house.Cache.ExistsAsync("item:1"));
        Assert.All(house.Ledger.Made.Take(5), static shelf => Assert.True(shelf.IsDisposed));
    }

    [Fact]
    public async Task A_load_knows_which_request_began_it()
    {
        using var request = new System.Diagnostics.Activity("request").Start();

        await _house.Shelf.FindAsync(1);

        Assert.Same(request, _house.Ledger.LastRequest);
    }

    [Fact]
    public void Families_are_known_with_what_they_say()
    {
        var families = _house.Services.GetRequiredService<CacheFamilies>().All;

        var find = Assert.Single(families, static family => family.Method.Contains("IShelf.FindAsync(", StringComparison.Ordinal));
        Assert.Equal(("item:{id}", "item:", typeof(Item)), (find.Key, find.Prefix, find.Result));
        Assert.Equal((TimeSpan.FromHours(1), TimeSpan.FromMinutes(10), TimeSpan.Zero), (find.Expiration.Length, find.RefreshAhead.Length, find.StaleFor.Length));
        Assert.Equal(["items"], find.Tags);
        Assert.Equal(["page:{skip}"], Assert.Single(families, static family => family.Prefix == "list:").TagTemplates);
        Assert.Equal("of:{id}:{T}", Assert.Single(families, static family => family.Prefix == "of:").Key);
        Assert.Equal("Short", Assert.Single(families, static family => family.Prefix == "name:").Expiration.Name);
        Assert.True(Assert.Single(families, static family => family.Prefix == "secret:").IsSensitive);
        Assert.Equal("other", Assert.Single(families, static family => family.Prefix == "other:").Cache);
        Assert.Equal(3, families.Count(static family => family.Prefix == "item:"));
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    private static Task Until(Func<bool> holds) => Eventually.HoldsAsync(holds);
}
