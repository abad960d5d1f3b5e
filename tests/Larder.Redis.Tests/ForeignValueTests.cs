using Larder.Redis.Tests.Conformance;
using Larder.Redis.Tests.Support;
using Larder.Support;

namespace Larder.Redis.Tests;

/// <summary>What other programs write under keys of the cache.</summary>
public sealed class ForeignValueTests(OneServer one) : IClassFixture<OneServer>
{
    private readonly string _key = $"foreign:{Guid.NewGuid():N}";

    private string Raw => Instance.Prefix + _key;

    [Fact]
    public async Task A_foreign_value_is_a_miss_and_stays_as_it_is()
    {
        await using var instance = new Instance(one.Server.Url);
        await one.Server.CallAsync("SET", Raw, "from elsewhere");

        Assert.Equal("loaded", await instance.ReadAsync(_key, "loaded"));
        Assert.Equal("from elsewhere", await one.Server.CallAsync("GET", Raw));
        Assert.Equal(1, instance.Stats.MissesByReason.GetValueOrDefault(MissReason.Unreadable));
    }

    [Fact]
    public async Task In_raw_mode_text_bytes_and_json_are_read_as_they_are()
    {
        await using var instance = Reading();
        await one.Server.CallAsync("SET", Raw + "text", "from elsewhere");
        await one.Server.CallAsync("SET", Raw + "bytes", "from elsewhere");
        await one.Server.CallAsync("SET", Raw + "json", """{"Name":"pear","Price":3}""");

        Assert.Equal("from elsewhere", await instance.ReadAsync(_key + "text", "loaded"));
        Assert.Equal("from elsewhere"u8.ToArray(), await instance.ReadAsync<byte[]>(_key + "bytes", []));
        Assert.Equal(new Fruit("pear", 3), await instance.ReadAsync(_key + "json", new Fruit("loaded", 0)));
    }

    [Fact]
    public async Task In_raw_mode_what_can_not_be_read_is_a_miss()
    {
        await using var instance = Reading();
        await one.Server.CallAsync("SET", Raw, "no json");
        await one.Server.CallAsync("HSET", Raw + "hash", "field", "value");

        Assert.Equal(new Fruit("loaded", 0), await instance.ReadAsync(_key, new Fruit("loaded", 0)));
        Assert.Equal("loaded", await instance.ReadAsync(_key + "hash", "loaded"));
    }

    [Fact]
    public async Task In_raw_mode_memory_follows_what_the_other_program_writes()
    {
        await using var instance = Reading();
        await one.Server.CallAsync("SET", Raw, "first");
        Assert.Equal("first", await instance.ReadAsync(_key, "loaded"));

        await one.Server.CallAsync("SET", Raw, "second");

        await Eventually.HoldsAsync(async () => await instance.ReadAsync(_key, "loaded") == "second");
    }

    [Fact]
    public async Task In_raw_mode_the_next_value_of_the_other_program_has_its_own_end()
    {
        await using var instance = Reading();
        await one.Server.CallAsync("SET", Raw, "first");
        Assert.Equal("first", await instance.ReadAsync(_key, "loaded"));

        await one.Server.CallAsync("SET", Raw, "short", "PX", "3000");

        await Eventually.HoldsAsync(async () => await instance.ReadAsync(_key, "loaded") == "short");
        await Eventually.HoldsAsync(async () => await instance.ReadAsync(_key, "loaded") == "loaded");
    }

    [Fact]
    public async Task In_raw_mode_what_follows_a_foreign_value_is_read_as_what_it_is()
    {
        await using var instance = Reading();
        await one.Server.CallAsync("SET", Raw, "from elsewhere");
        Assert.Equal("from elsewhere", await instance.ReadAsync(_key, "loaded"));

        await using var other = Reading();
        await other.Cache.SetAsync(_key, "our own");
        await Eventually.HoldsAsync(async () => await instance.ReadAsync(_key, "loaded") == "our own");
        await one.Server.CallAsync("DEL", Raw);
        await one.Server.CallAsync("HSET", Raw, "field", "value");

        await Eventually.HoldsAsync(async () => await instance.ReadAsync(_key, "loaded") == "loaded");
    }

    [Fact]
    public async Task In_raw_mode_a_value_ends_when_its_author_said()
    {
        await using var instance = Reading();
        await one.Server.CallAsync("SET", Raw, "short", "PX", "3000");
        Assert.Equal("short", await instance.ReadAsync(_key, "loaded"));

        await Eventually.HoldsAsync(async () => await instance.ReadAsync(_key, "loaded") == "loaded");
    }

    [Theory]
    [InlineData("SET", "by hand")]
    [InlineData("DEL", null)]
    public async Task A_foreign_write_to_an_entry_is_followed(string command, string? value)
    {
        await using var instance = new Instance(one.Server.Url);
        Assert.Equal("old", await instance.ReadAsync(_key, "old"));
        Assert.Equal("old", await instance.ReadAsync(_key, "unused"));

        await one.Server.CallAsync(value is null ? [command, Raw] : [command, Raw, value]);

        await Eventually.HoldsAsync(async () => await instance.ReadAsync(_key, "new") == "new");
    }

    private Instance Reading() => new(one.Server.Url, static options => options.ForeignValues = ForeignValues.Read);

    private sealed record Fruit(string Name, int Price);
}
