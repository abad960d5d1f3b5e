using Larder.Records;
using Larder.Testing;
using Larder.Testing.Hosting;
using Larder.Testing.Tiers;
using Larder.Validity;

namespace Larder.Tests.Records;

/// <summary>Reads of projections, in memory alone and over a shared tier.</summary>
public sealed class RecordReadTests : IAsyncDisposable
{
    private readonly UserTable _table = new();
    private readonly InMemoryTierServer _server = new(new FakeClock());
    private readonly List<CacheHarness> _harnesses = [];

    public RecordReadTests()
    {
        for (var id = 1; id <= 3; id++) _table[id] = UserTable.Row(id);
    }

    public static TheoryData<bool> Places => [false, true];

    public async ValueTask DisposeAsync()
    {
        foreach (var harness in _harnesses) await harness.DisposeAsync();
    }

    [Theory, MemberData(nameof(Places))]
    public async Task A_projection_is_loaded_once(bool isShared)
    {
        var users = Open(isShared).Users();

        var first = await users.GetAsync(1, _table.ReadAsync);
        var second = await users.GetAsync(key: 1, load: _table.ReadAsync);

        Assert.Equal(new UserRead(1, "name 1", "1@example.org", null), first);
        Assert.Equal(first, second);
        Assert.Equal(1, _table.Loads);
    }

    [Theory, MemberData(nameof(Places))]
    public async Task Another_projection_loads_what_is_missing_and_both_are_hits_then(bool isShared)
    {
        var users = Open(isShared).Users();
        await users.GetAsync(1, _table.ReadAsync);

        var id = await users.GetAsync(1, _table.IdAsync);
        var login = await users.GetAsync(1, Never<UserLogin>);
        var read = await users.GetAsync(1, Never<UserRead>);

        Assert.Equal(new UserId(1, "secret 1"), id);
        Assert.Equal(new UserLogin(1, "1@example.org", "secret 1"), login);
        Assert.Equal("name 1", read?.Name);
        Assert.Equal(2, _table.Loads);
    }

    [Theory, MemberData(nameof(Places))]
    public async Task A_row_that_does_not_exist_is_remembered_as_long_as_a_null(bool isShared)
    {
        var harness = Open(isShared);
        var users = harness.Users();

        var first = await users.GetAsync(9, _table.ReadAsync);
        var second = await users.GetAsync(9, Never<UserId>);
        harness.Clock.Advance(TimeSpan.FromSeconds(31));
        _table[9] = UserTable.Row(9);

        Assert.Null(first);
        Assert.Null(second);
        Assert.NotNull(await users.GetAsync(9, _table.ReadAsync));
    }

    [Theory, MemberData(nameof(Places))]
    public async Task A_record_ends_with_its_expiration(bool isShared)
    {
        var harness = Open(isShared, records => records.Entry = new CacheEntryOptions { Expiration = TimeSpan.FromMinutes(1) });
        await harness.Users().GetAsync(1, _table.ReadAsync);

        harness.Clock.Advance(TimeSpan.FromSeconds(59));
        await harness.Users().GetAsync(1, Never<UserRead>);
        harness.Clock.Advance(TimeSpan.FromSeconds(2));
        await harness.Users().GetAsync(1, _table.ReadAsync);

        Assert.Equal(2, _table.Loads);
    }

    [Theory, MemberData(nameof(Places))]
    public async Task Many_callers_at_once_share_one_load(bool isShared)
    {
        var users = Open(isShared).Users();
        var gate = new TaskCompletionSource();
        _table.AfterRead = () => gate.Task;

        var reads = Enumerable.Range(0, 50).Select(_ => users.GetAsync(1, _table.ReadAsync).AsTask()).ToArray();
        gate.SetResult();

        Assert.All(await Task.WhenAll(reads), read => Assert.Equal("name 1", read?.Name));
        Assert.Equal(1, _table.Loads);
    }

    [Theory, MemberData(nameof(Places))]
    public async Task Two_projections_loaded_at_once_are_both_kept(bool isShared)
    {
        var users = Open(isShared).Users();
        var gate = new TaskCompletionSource();
        _table.AfterRead = () => gate.Task;

        var read = users.GetAsync(1, _table.ReadAsync).AsTask();
        var id = await users.GetAsync(1, _table.IdAsync);
        gate.SetResult();
        await read;

        Assert.Equal(id, await users.GetAsync(1, Never<UserId>));
        Assert.Equal("name 1", (await users.GetAsync(1, Never<UserRead>))?.Name);
    }

    [Fact]
    public async Task Another_process_finds_the_fields_and_adds_its_own()
    {
        var (one, other) = (Open(isShared: true).Users(), Open(isShared: true).Users());
        await one.GetAsync(1, _table.ReadAsync);

        await other.GetAsync(1, Never<UserRead>);
        await other.GetAsync(1, _table.IdAsync);

        Assert.Equal("secret 1", (await one.GetAsync(1, Never<UserId>))?.Password);
        Assert.Equal(2, _table.Loads);
    }

    [Fact]
    public async Task Only_one_process_loads_a_record_that_nobody_has()
    {
        var (one, other) = (Open(isShared: true).Users(), Open(isShared: true).Users());
        var gate = new TaskCompletionSource();
        _table.AfterRead = () => gate.Task;

        var first = one.GetAsync(1, _table.ReadAsync).AsTask();
        var second = other.GetAsync(1, _table.ReadAsync).AsTask();
        gate.SetResult();

        Assert.Equal(await first, await second);
        Assert.Equal(1, _table.Loads);
    }

    [Theory, MemberData(nameof(Places))]
    public async Task A_loader_that_fails_leaves_nothing_behind(bool isShared)
    {
        var users = Open(isShared).Users();

        await Assert.ThrowsAsync<TimeZoneNotFoundException>(async () => await users.GetAsync<UserRead>(1, static (_, _) => throw new TimeZoneNotFoundException()));

        Assert.NotNull(await users.GetAsync(1, _table.ReadAsync));
    }

    [Theory, MemberData(nameof(Places))]
    public async Task Removal_by_tag_prefix_key_and_clear_remove_records(bool isShared)
    {
        var harness = Open(isShared, static records => records.Entry = new CacheEntryOptions { Tags = ["people"] });
        var users = harness.Users();
        Func<Task>[] removals =
        [
            async () => await harness.Cache.RemoveByTagAsync("people"),
            async () => await harness.Cache.RemoveByPatternAsync("user:id:*"),
            async () => await harness.Cache.RemoveAsync("user:id:1"),
            async () => await harness.Cache.ClearAsync(),
            async () => await users.RemoveAsync(1),
        ];

        foreach (var remove in removals)
        {
            var before = _table.Loads;
            await users.GetAsync(1, _table.ReadAsync);
            await users.GetAsync(1, Never<UserRead>);
            await remove();
            await users.GetAsync(1, _table.ReadAsync);
            await users.GetAsync(1, Never<UserRead>);
            Assert.InRange(_table.Loads - before, 1, 2);
            await remove();
        }
    }

    [Fact]
    public async Task Foreign_fields_are_seen_and_win_over_a_load()
    {
        var users = Open(isShared: true).Users();
        await users.GetAsync(1, _table.IdAsync);

        _server.WriteForeignField(Slot("user:id:1"), new("name", "another"u8.ToArray()));
        var read = await users.GetAsync(1, _table.ReadAsync);

        Assert.Equal("another", read?.Name);
        Assert.Equal("1@example.org", read?.Email);
    }

    [Fact]
    public async Task A_field_that_cannot_be_read_is_loaded_and_healed()
    {
        var users = Open(isShared: true).Users();
        await users.GetAsync(1, _table.ReadAsync);
        _server.WriteForeignField(Slot("user:id:1"), new("id", "one"u8.ToArray()));

        var read = await users.GetAsync(1, _table.ReadAsync);

        Assert.Equal(1, read?.Id);
        Assert.Equal("1", Text("user:id:1", "id"));
        await users.GetAsync(1, Never<UserRead>);
    }

    [Fact]
    public async Task What_is_no_record_is_loaded_past_it_and_left_alone()
    {
        var users = Open(isShared: true).Users();
        _server.WriteForeign(Slot("user:id:1"));

        var read = await users.GetAsync(1, _table.ReadAsync);

        Assert.Equal("name 1", read?.Name);
        Assert.Equal(Larder.Tiers.SlotState.Foreign, _server.StateOf(Slot("user:id:1")));
    }

    [Fact]
    public async Task A_tier_that_is_away_fails_no_request()
    {
        var harness = Open(isShared: true);
        var users = harness.Users();
        _server.TakeDown();

        var read = await users.GetAsync(1, _table.ReadAsync);
        var login = await users.GetByAsync("Email", "2@example.org", _table.LoginAsync);
        var done = await users.UpdateAsync(1, new { Name = "new" }, _ => _table.ChangeAsync(1, row => row with { Name = "new" }));

        Assert.Equal("name 1", read?.Name);
        Assert.Equal(2, login?.Id);
        Assert.True(done);
        Assert.Equal("new", (await users.GetAsync(1, _table.ReadAsync))?.Name);
    }

    [Fact]
    public async Task An_update_of_an_outage_is_not_undone_when_the_tier_is_back()
    {
        var harness = Open(isShared: true);
        var users = harness.Users();
        await users.GetAsync(1, _table.ReadAsync);
        _server.TakeDown();
        await users.UpdateAsync(1, new { Name = "new" }, _ => _table.ChangeAsync(1, row => row with { Name = "new" }));

        _server.BringUp();
        harness.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("new", (await users.GetAsync(1, _table.ReadAsync))?.Name);
        Assert.Equal("new", (await Open(isShared: true).Users().GetAsync(1, _table.ReadAsync))?.Name);
    }

    private static ValueTask<T?> Never<T>(int id, CancellationToken token)
        where T : class => throw new InvalidOperationException("It had to be a hit.");

    private static Slot Slot(string key) => new(SlotKind.Entry, "test:" + key);

    private string Text(string key, string field) =>
        System.Text.Encoding.UTF8.GetString(_server.FieldsOf(Slot(key)).Single(one => one.Name == field).Value.Span);

    private CacheHarness Open(bool isShared, Action<RecordOptions<User>>? options = null)
    {
        var harness = isShared ? UserCaches.On(_server, options) : UserCaches.Alone(options);
        _harnesses.Add(harness);
        return harness;
    }
}
