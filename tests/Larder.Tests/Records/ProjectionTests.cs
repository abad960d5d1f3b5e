using Larder.Records;
using Larder.Testing;
using Larder.Testing.Tiers;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Tests.Records;

/// <summary>Which types are projections, and what is refused at once instead of being guessed.</summary>
public sealed class ProjectionTests
{
    private static readonly RecordShape Shape = RecordShape.Of(typeof(User));

    [Fact]
    public void Records_classes_and_classes_with_required_properties_are_made_of_fields()
    {
        var row = UserTable.Row(1);
        var state = RecordState.Of(Shape, ProjectionPlan.Of<User>(Shape).FieldsOf(row));

        Assert.True(ProjectionPlan.Of<User>(Shape).TryMake(state, out var whole));
        Assert.True(ProjectionPlan.Of<Card>(Shape).TryMake(state, out var card));
        Assert.Equal(row, whole);
        Assert.Equal(("name 1", (int?)21, "NAME 1"), (card.Name, card.Age, card.Shown));
    }

    [Fact]
    public void A_projection_is_not_made_while_a_field_is_absent()
    {
        var state = RecordState.Of(Shape, ProjectionPlan.Of<UserId>(Shape).FieldsOf(new UserId(1, "x")));

        Assert.False(ProjectionPlan.Of<UserRead>(Shape).TryMake(state, out _));
        Assert.False(ProjectionPlan.Of<UserRead>(Shape).Covers(state));
    }

    [Fact]
    public void What_is_no_projection_is_refused_by_name()
    {
        Assert.Contains("Nobody.Nickname", Refused<Nobody>(), StringComparison.Ordinal);
        Assert.Contains("OtherType.Age", Refused<OtherType>(), StringComparison.Ordinal);
        Assert.Contains("\"given\"", Refused<Forgetful>(), StringComparison.Ordinal);
        Assert.All([Refused<Nobody>(), Refused<OtherType>(), Refused<Forgetful>()], message => Assert.StartsWith("LAR452", message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_read_by_a_property_needs_key_and_property_in_the_projection()
    {
        await using var harness = UserCaches.Alone();
        var users = harness.Users();

        await Refuses("LAR453", async () => await users.GetByAsync("Email", "a@b.c", static (_, _) => new ValueTask<UserId?>((UserId?)null)));
        await Refuses("LAR453", async () => await users.GetByAsync("Name", "a", static (_, _) => new ValueTask<User?>((User?)null)));
        await Refuses("LAR453", async () => await users.GetByAsync("Email", 5, static (_, _) => new ValueTask<User?>((User?)null)));
        await Refuses("LAR453", async () => await users.CreateAsync(static _ => new ValueTask<UserId>(new UserId(1, "x"))));
    }

    [Fact]
    public void What_can_not_be_kept_as_records_is_refused_where_it_is_added()
    {
        Refused(larder => larder.AddRecords<User, int>("a:b", user => user.Id));
        Refused(larder => larder.AddRecords<User, int>("", user => user.Id));
        Refused(larder => larder.AddRecords<Odd, List<int>>("odd", odd => odd.Key));
        Refused(larder => larder.AddRecords<Twice, int>("twice", twice => twice.name));
        Refused(larder => larder.AddRecords<User, int>("user", user => user.Id + 1));

        static void Refused(Action<Larder.Hosting.LarderBuilder> add) => Assert.StartsWith(
            "LAR451", Assert.Throws<ArgumentException>(() => add(new ServiceCollection().AddLarder())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Beside_encrypted_entries_plain_fields_have_to_be_allowed()
    {
        var server = new InMemoryTierServer(new FakeClock());
        static void Encrypted(CacheOptions options) => options.EncryptionKeys.Add("1", new byte[32]);
        await using var refused = UserCaches.On(server, configure: Encrypted);
        await using var allowed = UserCaches.On(server, static records => records.AllowPlainText = true, Encrypted);

        Assert.StartsWith("LAR454", Assert.Throws<InvalidOperationException>(refused.Users).Message, StringComparison.Ordinal);
        Assert.NotNull(allowed.Users());
    }

    [Fact]
    public async Task A_tier_without_a_place_for_records_says_so()
    {
        var services = new ServiceCollection();
        services.AddLarder().UseSharedTier(static (_, _) => new InMemoryTierServer()).AddRecords<User, int>("user", user => user.Id);
        await using var provider = services.BuildServiceProvider();

        var error = Assert.Throws<InvalidOperationException>(provider.GetRequiredService<RecordCache<User, int>>);

        Assert.StartsWith("LAR455", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Projections_that_can_be_changed_are_each_callers_own()
    {
        await using var harness = UserCaches.Alone();
        var users = harness.Users();
        var first = await users.GetAsync(1, static (_, _) => new ValueTask<Card?>(new Card { Name = "a" }));

        first!.Name = "changed by its caller";
        var second = await users.GetAsync(1, static (_, _) => new ValueTask<Card?>((Card?)null));

        Assert.Equal("a", second?.Name);
    }

    [Fact]
    public async Task A_record_that_is_too_large_is_returned_and_not_kept()
    {
        await using var harness = UserCaches.On(new InMemoryTierServer(new FakeClock()), configure: static options => options.MaxValueBytes = 100);
        var (users, table) = (harness.Users(), new UserTable { [1] = UserTable.Row(1) with { Name = new string('x', 200) } });

        await users.GetAsync(1, table.ReadAsync);
        var read = await users.GetAsync(1, table.ReadAsync);

        Assert.Equal(200, read?.Name.Length);
        Assert.Equal(2, table.Loads);
    }

    private static string Refused<T>()
        where T : class => Assert.Throws<ArgumentException>(() => ProjectionPlan.Of<T>(Shape)).Message;

    private static async Task Refuses(string code, Func<Task> call) =>
        Assert.StartsWith(code, (await Assert.ThrowsAsync<ArgumentException>(call)).Message, StringComparison.Ordinal);

    private sealed class Card
    {
        public required string Name { get; set; }

        public int? Age { get; init; }

        public string Shown => Name.ToUpperInvariant();
    }

    private sealed record Nobody(int Id, string Nickname);

    private sealed record OtherType(int Id, long Age);

    private sealed class Forgetful(int given)
    {
        public int Id { get; } = given;
    }

    private sealed record Odd(List<int> Key);

    private sealed record Twice(int Name, int name);
}
