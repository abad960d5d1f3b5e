using Larder.Lists;
using Larder.Testing;
using Larder.Testing.Hosting;
using Larder.Testing.Tiers;
using Larder.Tests.Records;

namespace Larder.Tests.Lists;

/// <summary>Pages of a list are entries of their own, and go together.</summary>
public sealed class PagedListTests
{
    private readonly InMemoryTierServer _server = new(new FakeClock());
    private int _loads;

    [Fact]
    public async Task Each_page_is_loaded_once_under_its_own_key()
    {
        await using var harness = new CacheHarness(_server);
        var list = new PagedList(harness.Cache, "products");

        for (var round = 0; round < 2; round++)
            for (var skip = 0; skip < 30; skip += 10)
                Assert.Equal($"{skip} 10", await list.GetAsync(new PageRange(skip, 10), LoadAsync));

        Assert.Equal(3, _loads);
        Assert.True(await harness.Cache.ExistsAsync("products:list:20:10"));
    }

    [Fact]
    public async Task All_pages_are_dropped_in_one_step_also_in_another_process()
    {
        await using var one = new CacheHarness(_server);
        await using var other = new CacheHarness(_server);
        var (here, there) = (new PagedList(one.Cache, "products"), new PagedList(other.Cache, "products"));
        for (var skip = 0; skip < 1000; skip += 10) await here.GetAsync(new PageRange(skip, 10), LoadAsync);
        await there.GetAsync(new PageRange(0, 10), LoadAsync);
        var calls = one.Calls.RoundTrips;

        Assert.True(await here.DropAsync());

        Assert.Equal(1, one.Calls.RoundTrips - calls);
        Assert.Equal(100, _loads);
        await there.GetAsync(new PageRange(0, 10), LoadAsync);
        await here.GetAsync(new PageRange(10, 10), LoadAsync);
        Assert.Equal(102, _loads);
    }

    [Fact]
    public async Task Every_write_of_a_record_drops_the_pages_of_its_family()
    {
        await using var harness = UserCaches.On(_server);
        var (users, table) = (harness.Users(), new UserTable { [1] = UserTable.Row(1) });
        var list = new PagedList(harness.Cache, "user");
        Func<Task>[] writes =
        [
            async () => await users.UpdateAsync(1, new { Name = "new" }, _ => table.ChangeAsync(1, row => row with { Name = "new" })),
            async () => await users.CreateAsync(_ => new ValueTask<User>(table[2] = UserTable.Row(2))),
            async () => await users.DeleteAsync(1, _ => table.DeleteAsync(1)),
            async () => await users.RemoveAsync(2),
        ];

        foreach (var write in writes)
        {
            var before = _loads;
            await list.GetAsync(new PageRange(0, 10), LoadAsync);
            await list.GetAsync(new PageRange(0, 10), LoadAsync);
            Assert.Equal(before + 1, _loads);
            await write();
        }

        Assert.Equal(users.ListTag, list.Tag);
    }

    [Fact]
    public async Task A_page_that_was_being_loaded_when_the_list_changed_is_not_kept()
    {
        await using var harness = new CacheHarness(_server);
        var list = new PagedList(harness.Cache, "products");
        var (reading, release) = (new TaskCompletionSource(), new TaskCompletionSource());

        var read = list.GetAsync(new PageRange(0, 10), async (_, _) =>
        {
            reading.SetResult();
            await release.Task;
            return "old";
        }).AsTask();
        await reading.Task;
        await list.DropAsync();
        release.SetResult();
        await read;

        Assert.Equal("0 10", await list.GetAsync(new PageRange(0, 10), LoadAsync));
    }

    [Theory]
    [InlineData(-1, 10)]
    [InlineData(0, 0)]
    [InlineData(0, -5)]
    public async Task A_range_that_is_none_is_refused(int skip, int limit)
    {
        await using var harness = new CacheHarness();

        var error = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await new PagedList(harness.Cache, "products").GetAsync(new PageRange(skip, limit), LoadAsync));

        Assert.Contains("LAR456", error.Message, StringComparison.Ordinal);
    }

    private ValueTask<string> LoadAsync(PageRange range, CancellationToken token)
    {
        _loads++;
        return new($"{range.Skip} {range.Limit}");
    }
}
