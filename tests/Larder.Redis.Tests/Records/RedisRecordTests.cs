using Larder.Records;
using Larder.Redis.Tests.Conformance;
using Larder.Support;

namespace Larder.Redis.Tests.Records;

/// <summary>Records in a real Redis, beside another program that reads and writes the same hashes.</summary>
public sealed class RedisRecordTests(OneServer one) : IClassFixture<OneServer>
{
    private readonly string _prefix = $"records:{Guid.NewGuid():N}:";

    private string Url => one.Server.Url;

    [Fact]
    public async Task Fields_are_text_under_the_key_that_the_documents_name()
    {
        await using var instance = new RecordInstance(Url, _prefix, RecordKeyStyle.Plain);
        await instance.People.GetAsync(1, static (id, _) => new ValueTask<Person?>(RecordInstance.Row(id) with { Email = "a@b.c" }));
        await instance.ByEmailAsync("a@b.c", 1);

        var fields = await one.Server.CallAsync("HMGET", _prefix + "user:1", "id", "name", "avatar", "balance", "birthday", "isActive", "photo");
        var pointer = await one.Server.CallAsync("HGET", _prefix + "user:a@b.c", "id");

        Assert.Equal(["1", "name 1", "\\N", "12.50", "1990-01-02", "true", "AQL/"], Texts(fields));
        Assert.Equal("1", pointer);
        Assert.InRange(long.Parse((await one.Server.CallAsync("PTTL", _prefix + "user:1"))!.ToString()!, null), 1, 3_600_000);
    }

    [Fact]
    public async Task Projections_share_one_hash_and_another_process_finds_both()
    {
        await using var here = new RecordInstance(Url, _prefix);
        await using var there = new RecordInstance(Url, _prefix);
        await here.NameAsync(1);
        await here.CardAsync(1);

        var (name, card) = (await there.NameAsync(1), await there.CardAsync(1));

        Assert.Equal("loaded", name?.Name);
        Assert.Equal(12.50m, card?.Balance);
        Assert.Equal((2, 0), (here.Loads, there.Loads));
    }

    [Fact]
    public async Task A_foreign_HSET_is_followed_and_a_foreign_DEL_too()
    {
        await using var instance = new RecordInstance(Url, _prefix);
        await instance.NameAsync(1);

        await one.Server.CallAsync("HSET", _prefix + "user:id:1", "name", "another");
        await Eventually.HoldsAsync(async () => (await instance.NameAsync(1))?.Name == "another");
        Assert.Equal(1, instance.Loads);

        await one.Server.CallAsync("DEL", _prefix + "user:id:1");
        await Eventually.HoldsAsync(async () => (await instance.NameAsync(1, "anew"))?.Name == "anew");
    }

    [Fact]
    public async Task A_foreign_HDEL_lets_the_field_be_loaded_again()
    {
        await using var instance = new RecordInstance(Url, _prefix);
        await instance.NameAsync(1);

        await one.Server.CallAsync("HDEL", _prefix + "user:id:1", "name");

        await Eventually.HoldsAsync(async () => (await instance.NameAsync(1, "anew"))?.Name == "anew");
    }

    [Fact]
    public async Task A_field_that_another_program_spoiled_is_a_miss_of_that_field_and_healed()
    {
        await using var instance = new RecordInstance(Url, _prefix);
        await instance.CardAsync(1);

        await one.Server.CallAsync("HSET", _prefix + "user:id:1", "birthday", "yesterday");

        await Eventually.HoldsAsync(async () => await instance.CardAsync(1) is { } card && card.Birthday == new DateOnly(1990, 1, 2) && instance.Loads == 2);
        Assert.Equal("1990-01-02", await one.Server.CallAsync("HGET", _prefix + "user:id:1", "birthday"));
    }

    [Fact]
    public async Task A_string_under_the_key_is_a_miss_and_is_healed_by_a_write()
    {
        await using var instance = new RecordInstance(Url, _prefix);
        await one.Server.CallAsync("SET", _prefix + "user:id:1", "no hash");

        Assert.Equal("loaded", (await instance.NameAsync(1))?.Name);
        Assert.Equal("no hash", await one.Server.CallAsync("GET", _prefix + "user:id:1"));
        Assert.True(await instance.People.UpdateAsync(1, new { Name = "new" }, static _ => new ValueTask<bool>(true)));
        await instance.NameAsync(1, "new");

        Assert.Equal("new", await one.Server.CallAsync("HGET", _prefix + "user:id:1", "name"));
    }

    [Fact]
    public async Task A_hash_of_another_program_is_a_miss_unless_foreign_values_are_read()
    {
        await one.Server.CallAsync("HSET", _prefix + "user:id:1", "id", "1", "name", "foreign", "email", "1@example.org");
        await using var refusing = new RecordInstance(Url, _prefix);
        await using var reading = new RecordInstance(Url, _prefix, configure: static options => options.ForeignValues = ForeignValues.Read);

        Assert.Equal("loaded", (await refusing.NameAsync(1))?.Name);
        Assert.Equal("foreign", (await reading.NameAsync(1))?.Name);
        Assert.Equal("3", (await one.Server.CallAsync("HLEN", _prefix + "user:id:1"))?.ToString());
    }

    [Fact]
    public async Task Updates_and_deletions_reach_the_other_process_and_every_key()
    {
        await using var here = new RecordInstance(Url, _prefix);
        await using var there = new RecordInstance(Url, _prefix);
        await here.ByEmailAsync("old@example.org", 1);
        await there.ByEmailAsync("old@example.org", 1);

        await here.People.UpdateAsync(1, new { Email = "new@example.org", Name = "new" }, static _ => new ValueTask<bool>(true));
        await Eventually.HoldsAsync(async () => (await there.NameAsync(1))?.Name == "new");
        Assert.Equal("0", (await one.Server.CallAsync("EXISTS", _prefix + "user:email:old@example.org"))?.ToString());
        Assert.Equal("1", await one.Server.CallAsync("HGET", _prefix + "user:email:new@example.org", "id"));
        Assert.Equal("new", (await there.ByEmailAsync("new@example.org", 9))?.Name);

        await here.People.DeleteAsync(1, static _ => new ValueTask<bool>(true));
        Assert.Equal("0", (await one.Server.CallAsync("EXISTS", _prefix + "user:id:1", _prefix + "user:email:new@example.org"))?.ToString());
    }

    [Fact]
    public async Task A_pattern_finds_records_and_leaves_hashes_of_others()
    {
        await using var instance = new RecordInstance(Url, _prefix);
        await instance.NameAsync(1);
        await instance.NameAsync(12);
        await one.Server.CallAsync("HSET", _prefix + "user:id:22", "other", "program");

        await instance.Cache.RemoveByPatternAsync("user:id:?2");

        Assert.Equal("1", (await one.Server.CallAsync("EXISTS", _prefix + "user:id:1"))?.ToString());
        Assert.Equal("0", (await one.Server.CallAsync("EXISTS", _prefix + "user:id:12"))?.ToString());
        Assert.Equal("1", (await one.Server.CallAsync("EXISTS", _prefix + "user:id:22"))?.ToString());
    }

    [Fact]
    public async Task While_the_server_is_away_loads_go_on_and_nothing_fails()
    {
        await using var proxy = TcpProxy.To(one.Server.Port);
        await using var instance = new RecordInstance($"redis://{proxy.EndPoint}", _prefix, configure: static options => options.CommandTimeout = TimeSpan.FromMilliseconds(500));
        await instance.NameAsync(1);
        proxy.Refuses = true;
        proxy.Reset();

        Assert.NotNull(await instance.NameAsync(1));
        Assert.NotNull(await instance.ByEmailAsync("2@example.org", 2));
        Assert.True(await instance.People.UpdateAsync(1, new { Name = "during" }, static _ => new ValueTask<bool>(true)));
        proxy.Heal();
        proxy.Refuses = false;

        // The removal that was owed comes before anything is read.
        await Eventually.HoldsAsync(async () =>
        {
            var read = await instance.NameAsync(1, "during");
            return read?.Name == "during" && Equals(await one.Server.CallAsync("HGET", _prefix + "user:id:1", "name"), "during");
        });
    }

    private static IEnumerable<string?> Texts(object? reply) => ((IEnumerable<object?>)reply!).Select(static one => one?.ToString());
}
