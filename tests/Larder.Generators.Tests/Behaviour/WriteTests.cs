namespace Larder.Generators.Tests.Behaviour;

/// <summary>Methods that make cached values wrong, or new.</summary>
public sealed class WriteTests : IAsyncDisposable
{
    private readonly ShelfHouse _house = new();

    [Fact]
    public async Task After_a_change_the_next_read_loads_by_key_tag_and_pattern()
    {
        await ReadAllAsync();

        await _house.Shelf.SaveAsync(new(1, "uno"));

        Assert.False(await _house.Cache.ExistsAsync("item:1"));
        Assert.False(await _house.Cache.ExistsAsync("list:0:10"));
        Assert.False(await _house.Cache.ExistsAsync("name:two"));
        Assert.True(await _house.Cache.ExistsAsync("item:2"));
        Assert.Equal("uno", (await _house.Shelf.FindAsync(1))?.Name);
    }

    [Fact]
    public async Task A_change_that_fails_removes_nothing_unless_asked_to()
    {
        await ReadAllAsync();
        _house.Ledger.Failure = new InvalidDataException("after the commit");

        await Assert.ThrowsAsync<InvalidDataException>(() => _house.Shelf.SaveAsync(new(1, "uno")));
        Assert.True(await _house.Cache.ExistsAsync("item:1"));

        await Assert.ThrowsAsync<InvalidDataException>(() => _house.Shelf.SaveOrFailAsync(new(1, "uno")));
        Assert.False(await _house.Cache.ExistsAsync("item:1"));
    }

    [Fact]
    public async Task Before_and_after_removes_twice()
    {
        await ReadAllAsync();
        _house.Ledger.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var saving = _house.Shelf.SaveAroundAsync(new(1, "uno"));
        await Eventually.HoldsAsync(() => _house.Ledger.Calls.Contains("save 1"));
        Assert.False(await _house.Cache.ExistsAsync("item:1"));
        Assert.False(await _house.Cache.ExistsAsync("list:0:10"));

        await _house.Cache.SetAsync("item:1", new Item(1, "old"));
        _house.Ledger.Gate.SetResult();

        Assert.Equal(1, await saving);
        Assert.False(await _house.Cache.ExistsAsync("item:1"));
    }

    [Fact]
    public async Task Before_and_after_holds_also_when_the_change_fails()
    {
        await ReadAllAsync();
        _house.Ledger.Failure = new InvalidDataException("after the commit");

        await Assert.ThrowsAsync<InvalidDataException>(() => _house.Shelf.SaveAroundAsync(new(1, "uno")));

        Assert.False(await _house.Cache.ExistsAsync("item:1"));
        Assert.False(await _house.Cache.ExistsAsync("list:0:10"));
    }

    [Fact]
    public async Task The_result_becomes_the_value_and_null_removes_it()
    {
        await _house.Shelf.PutAsync(1, "uno");
        Assert.Equal("uno", (await _house.Shelf.FindAsync(1))?.Name);
        Assert.Equal(["save 1"], _house.Ledger.Calls);

        await _house.Shelf.PutAsync(1, null);
        Assert.False(await _house.Cache.ExistsAsync("item:1"));
    }

    [Fact]
    public async Task A_key_may_come_from_the_result()
    {
        Assert.Null(await _house.Shelf.FindAsync(3));

        await _house.Shelf.AddAsync("three");

        Assert.Equal("three", (await _house.Shelf.FindAsync(3))?.Name);
    }

    [Fact]
    public async Task Changes_of_one_request_run_on_one_implementation()
    {
        var shelf = _house.Shelf;

        await shelf.SaveAsync(new(1, "a"));
        await shelf.SaveAsync(new(2, "b"));

        Assert.False(Assert.Single(_house.Ledger.Made).IsDisposed);
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    private async Task ReadAllAsync()
    {
        await _house.Shelf.FindManyAsync([1, 2]);
        await _house.Shelf.ListAsync(0);
        await _house.Shelf.ByNameAsync("two");
        Assert.True(await _house.Cache.ExistsAsync("item:1"));
    }
}
