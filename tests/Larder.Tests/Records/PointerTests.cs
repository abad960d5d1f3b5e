using Larder.Records;
using Larder.Testing;
using Larder.Testing.Hosting;
using Larder.Testing.Tiers;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Tests.Records;

/// <summary>Records that are found by another property than their key, and what becomes of the pointers when rows change.</summary>
public sealed class PointerTests : IAsyncDisposable
{
    private readonly UserTable _table = new();
    private readonly InMemoryTierServer _server = new(new FakeClock());
    private readonly List<CacheHarness> _harnesses = [];

    public PointerTests()
    {
        for (var id = 1; id <= 3; id++) _table[id] = UserTable.Row(id);
    }

    public static TheoryData<bool> Places => [false, true];

    public async ValueTask DisposeAsync()
    {
        foreach (var harness in _harnesses) await harness.DisposeAsync();
    }

    [Theory, MemberData(nameof(Places))]
    public async Task A_read_by_email_fills_the_record_and_the_pointer(bool isShared)
    {
        var users = Open(isShared).Users();

        var login = await users.GetByAsync(nameof(User.Email), "1@example.org", _table.LoginAsync);
        var again = await users.GetByAsync(property: "email", value: "1@example.org", load: Never<string, UserLogin>);
        var id = await users.GetAsync(1, Never<int, UserId>);

        Assert.Equal(new UserLogin(1, "1@example.org", "secret 1"), login);
        Assert.Equal(login, again);
        Assert.Equal("secret 1", id?.Password);
        Assert.Equal(1, _table.Loads);
    }

    [Theory, MemberData(nameof(Places))]
    public async Task Another_projection_by_email_is_loaded_into_the_same_record(bool isShared)
    {
        var users = Open(isShared).Users();
        await users.GetByAsync("Email", "1@example.org", _table.LoginAsync);

        await users.GetByAsync("Email", "1@example.org", _table.ReadByAsync);

        Assert.Equal("name 1", (await users.GetAsync(1, Never<int, UserRead>))?.Name);
        Assert.Equal("secret 1", (await users.GetByAsync("Email", "1@example.org", Never<string, UserLogin>))?.Password);
        Assert.Equal(2, _table.Loads);
    }

    [Theory, MemberData(nameof(Places))]
    public async Task An_email_that_nobody_has_is_remembered_until_somebody_gets_it(bool isShared)
    {
        var users = Open(isShared).Users();
        Assert.Null(await users.GetByAsync("Email", "new@example.org", _table.LoginAsync));
        Assert.Null(await users.GetByAsync("Email", "new@example.org", Never<string, UserLogin>));

        await users.UpdateAsync(2, new { Email = "new@example.org" }, _ => _table.ChangeAsync(2, row => row with { Email = "new@example.org" }));

        Assert.Equal(2, (await users.GetByAsync("Email", "new@example.org", _table.LoginAsync))?.Id);
    }

    [Theory, MemberData(nameof(Places))]
    public async Task A_created_row_is_found_by_key_and_email(bool isShared)
    {
        var users = Open(isShared).Users();
        Assert.Null(await users.GetAsync(4, _table.ReadAsync));
        Assert.Null(await users.GetByAsync("Email", "4@example.org", _table.LoginAsync));

        await users.CreateAsync(_ => new ValueTask<User>(_table[4] = UserTable.Row(4)));

        Assert.Equal("name 4", (await users.GetAsync(4, _table.ReadAsync))?.Name);
        Assert.Equal(4, (await users.GetByAsync("Email", "4@example.org", _table.LoginAsync))?.Id);
    }

    [Theory, MemberData(nameof(Places))]
    public async Task An_update_changes_the_fields_that_changed_and_loads_nothing(bool isShared)
    {
        var users = Open(isShared).Users();
        await users.GetAsync(1, _table.ReadAsync);
        await users.GetAsync(1, _table.IdAsync);

        var done = await users.UpdateAsync(1, new { Name = "new" }, _ => _table.ChangeAsync(1, row => row with { Name = "new" }));

        Assert.True(done);
        Assert.Equal(new UserRead(1, "new", "1@example.org", null), await users.GetAsync(1, Never<int, UserRead>));
        Assert.Equal(new UserId(1, "secret 1"), await users.GetAsync(1, Never<int, UserId>));
    }

    [Theory, MemberData(nameof(Places))]
    public async Task After_a_change_of_email_the_old_one_finds_nobody_and_the_new_one_the_user(bool isShared)
    {
        var users = Open(isShared).Users();
        await users.GetByAsync("Email", "1@example.org", _table.LoginAsync);

        await users.UpdateAsync(1, new { Email = "new@example.org" }, _ => _table.ChangeAsync(1, row => row with { Email = "new@example.org" }));

        Assert.Equal(1, (await users.GetByAsync("Email", "new@example.org", Never<string, UserLogin>))?.Id);
        Assert.Null(await users.GetByAsync("Email", "1@example.org", _table.LoginAsync));
        Assert.Equal(2, _table.Loads);
    }

    [Theory, MemberData(nameof(Places))]
    public async Task An_email_that_changed_hands_finds_its_new_owner(bool isShared)
    {
        var users = Open(isShared).Users();
        await users.GetByAsync("Email", "1@example.org", _table.LoginAsync);

        await users.UpdateAsync(1, new { Email = "away@example.org" }, _ => _table.ChangeAsync(1, row => row with { Email = "away@example.org" }));
        await users.UpdateAsync(2, new { Email = "1@example.org" }, _ => _table.ChangeAsync(2, row => row with { Email = "1@example.org" }));

        Assert.Equal(2, (await users.GetByAsync("Email", "1@example.org", _table.LoginAsync))?.Id);
        Assert.Equal(1, (await users.GetByAsync("Email", "away@example.org", _table.LoginAsync))?.Id);
    }

    [Theory, MemberData(nameof(Places))]
    public async Task A_pointer_whose_record_says_another_email_is_a_miss(bool isShared)
    {
        var harness = Open(isShared);
        var users = harness.Users();
        await users.GetByAsync("Email", "1@example.org", _table.LoginAsync);
        await harness.Cache.RemoveAsync("user:id:1");
        await _table.ChangeAsync(1, row => row with { Email = "away@example.org" });
        await _table.ChangeAsync(2, row => row with { Email = "1@example.org" });
        await users.GetAsync(1, _table.ReadAsync);

        var login = await users.GetByAsync("Email", "1@example.org", _table.LoginAsync);

        Assert.Equal(2, login?.Id);
        Assert.Equal(2, (await users.GetByAsync("Email", "1@example.org", _table.LoginAsync))?.Id);
    }

    [Theory, MemberData(nameof(Places))]
    public async Task After_a_delete_neither_key_nor_email_finds_the_user(bool isShared)
    {
        var users = Open(isShared).Users();
        await users.GetByAsync("Email", "1@example.org", _table.LoginAsync);
        await users.GetAsync(1, _table.ReadAsync);

        Assert.True(await users.DeleteAsync(1, _ => _table.DeleteAsync(1)));

        Assert.Null(await users.GetByAsync("Email", "1@example.org", _table.LoginAsync));
        Assert.Null(await users.GetAsync(1, _table.ReadAsync));
        Assert.DoesNotContain(_server.Slots, slot => _server.FieldsOf(slot).Any(field => field.Name == "password"));
    }

    [Fact]
    public async Task Another_process_gives_up_what_was_updated_and_deleted()
    {
        var (one, other) = (Open(isShared: true).Users(), Open(isShared: true).Users());
        await one.GetByAsync("Email", "1@example.org", _table.LoginAsync);
        await other.GetByAsync("Email", "1@example.org", _table.LoginAsync);
        await other.GetByAsync("Email", "2@example.org", _table.LoginAsync);

        await one.UpdateAsync(1, new { Password = "changed" }, _ => _table.ChangeAsync(1, row => row with { Password = "changed" }));
        await one.DeleteAsync(2, _ => _table.DeleteAsync(2));

        Assert.Equal("changed", (await other.GetByAsync("Email", "1@example.org", Never<string, UserLogin>))?.Password);
        Assert.Null(await other.GetByAsync("Email", "2@example.org", _table.LoginAsync));
    }

    [Theory, MemberData(nameof(Places))]
    public async Task An_update_of_a_row_that_is_not_there_removes_its_record(bool isShared)
    {
        var users = Open(isShared).Users();
        await users.GetAsync(1, _table.ReadAsync);
        _table[1] = null;

        var done = await users.UpdateAsync(1, new { Name = "new" }, _ => _table.ChangeAsync(1, row => row with { Name = "new" }));

        Assert.False(done);
        Assert.Null(await users.GetAsync(1, _table.ReadAsync));
    }

    [Theory, MemberData(nameof(Places))]
    public async Task A_write_that_fails_after_the_source_took_it_leaves_no_old_value(bool isShared)
    {
        var users = Open(isShared).Users();
        await users.GetAsync(1, _table.ReadAsync);

        await Assert.ThrowsAsync<TimeZoneNotFoundException>(async () => await users.UpdateAsync(1, new { Name = "new" }, async _ =>
        {
            await _table.ChangeAsync(1, row => row with { Name = "new" });
            throw new TimeZoneNotFoundException();
        }));

        Assert.Equal("new", (await users.GetAsync(1, _table.ReadAsync))?.Name);
    }

    [Theory, MemberData(nameof(Places))]
    public async Task Of_two_updates_at_once_the_record_does_not_keep_the_older_one(bool isShared)
    {
        var users = Open(isShared).Users();
        await users.GetAsync(1, _table.ReadAsync);
        var (written, release) = (new TaskCompletionSource(), new TaskCompletionSource());

        var first = users.UpdateAsync(1, new { Name = "first" }, async _ =>
        {
            await _table.ChangeAsync(1, row => row with { Name = "first" });
            written.SetResult();
            await release.Task;
            return true;
        }).AsTask();
        await written.Task;
        await users.UpdateAsync(1, new { Name = "second" }, _ => _table.ChangeAsync(1, row => row with { Name = "second" }));
        release.SetResult();
        await first;

        Assert.Equal("second", (await users.GetAsync(1, _table.ReadAsync))?.Name);
    }

    [Fact]
    public async Task A_lookup_that_the_database_takes_for_equal_is_the_same_pointer()
    {
        var harness = new CacheHarness(more: larder => Microsoft.Extensions.DependencyInjection.RecordBuilderExtensions.AddRecords<User, int>(
            larder, "user", user => user.Id, records => records.FindBy(user => user.Email, static text => text.ToLowerInvariant())));
        _harnesses.Add(harness);
        await harness.Users().GetByAsync("Email", "1@example.org", _table.LoginAsync);

        Assert.Equal(1, (await harness.Users().GetByAsync("Email", "1@EXAMPLE.org", Never<string, UserLogin>))?.Id);
    }

    [Theory]
    [InlineData(RecordKeyStyle.Named, "user:id:1", "user:email:1", "user:email:a@b.c")]
    [InlineData(RecordKeyStyle.Plain, "user:1", "user:email:1", "user:a@b.c")]
    public async Task Two_lookups_never_meet(RecordKeyStyle style, string record, string likeKey, string email)
    {
        var harness = Open(isShared: true, records => records.Keys = style);
        _table[1] = UserTable.Row(1) with { Email = "a@b.c" };
        _table[2] = UserTable.Row(2) with { Email = "1" };

        await harness.Users().GetAsync(1, _table.ReadAsync);
        var byEmail = await harness.Users().GetByAsync("Email", "1", _table.LoginAsync);
        await harness.Users().GetByAsync("Email", "a@b.c", _table.LoginAsync);

        Assert.Equal(2, byEmail?.Id);
        Assert.All([record, likeKey, email], key => Assert.Equal(SlotState.Held, _server.StateOf(new Slot(SlotKind.Entry, "test:" + key))));
    }

    private static ValueTask<T?> Never<TKey, T>(TKey key, CancellationToken token)
        where T : class => throw new InvalidOperationException("It had to be a hit.");

    private CacheHarness Open(bool isShared, Action<RecordOptions<User>>? options = null)
    {
        var harness = isShared ? UserCaches.On(_server, options) : UserCaches.Alone(options);
        _harnesses.Add(harness);
        return harness;
    }
}
