namespace Larder.Tests.Settings;

/// <summary>Built-in &lt; appsettings.json &lt; appsettings.Production.json &lt; the documents' variables &lt; our variables &lt; command line.</summary>
[Collection(Variables.Collection)]
public class PrecedenceTests
{
    // In rising order, each with another value, so that the one that won can be told.
    private static readonly string[] Places =
        ["appsettings.json", "appsettings.Production.json", "CACHE_TTL_SHORT", "LARDER_EXPIRATION_SHORT", "Larder__Expiration__Short", "command line"];

    private static readonly string[] Origins =
        ["appsettings.json:1", "appsettings.Production.json:1", "CACHE_TTL_SHORT", "environment LARDER_EXPIRATION_SHORT", "environment Larder__Expiration__Short", "command line"];

    public static TheoryData<int, int> Pairs
    {
        get
        {
            var pairs = new TheoryData<int, int>();
            for (var low = 0; low < Places.Length; low++)
                for (var high = low; high < Places.Length; high++)
                    pairs.Add(low, high);
            return pairs;
        }
    }

    [Theory, MemberData(nameof(Pairs))]
    public void The_higher_of_two_places_wins(int low, int high)
    {
        using var folder = new SettingsFolder();
        using var variables = Give(folder, [low, high], place => $"{place + 1}s", out var commandLine);
        var options = new CacheOptions();

        folder.Read(commandLine: commandLine).Apply(options);

        Assert.Equal(TimeSpan.FromSeconds(high + 1), options.Expirations["Short"]);
    }

    [Theory, MemberData(nameof(Pairs))]
    public void A_mistake_is_reported_from_the_place_that_won(int low, int high)
    {
        using var folder = new SettingsFolder();
        using var variables = Give(folder, [low, high], place => place == high ? "wrong" : "1s", out var commandLine);

        var problem = Assert.Single(folder.Read(commandLine: commandLine).Problems);

        Assert.Equal(Origins[high], problem.Origin);
    }

    [Fact]
    public void A_mistake_that_a_higher_place_corrects_is_none()
    {
        using var folder = new SettingsFolder();
        using var variables = Give(folder, [0, 5], place => place == 0 ? "wrong" : "1s", out var commandLine);

        Assert.Empty(folder.Read(commandLine: commandLine).Problems);
    }

    [Fact]
    public void Null_in_a_higher_file_takes_back_what_a_lower_one_said()
    {
        using var folder = new SettingsFolder();
        folder.Write("appsettings.json", """{ "Larder": { "KeyPrefix": "a:", "StaleFor": "1m" } }""");
        folder.Write("appsettings.Production.json", """{ "Larder": { "KeyPrefix": null, "StaleFor": null } }""");
        var options = new CacheOptions();

        folder.Read().Apply(options);

        Assert.Null(options.KeyPrefix);
        Assert.Equal(TimeSpan.FromMinutes(10), options.StaleFor);
    }

    [Fact]
    public void Variables_are_found_however_they_are_spelled()
    {
        using var folder = new SettingsFolder();
        using var variables = new Variables(("LARDER__MEMORY__MAXBYTES", "1MB"), ("larder__jitter", "0.3"));
        var options = new CacheOptions();

        folder.Read().Apply(options);

        Assert.Equal(1 << 20, options.MemoryBytes);
        Assert.Equal(0.3, options.Jitter);
    }

    private static Variables Give(SettingsFolder folder, int[] places, Func<int, string> value, out string[] commandLine)
    {
        foreach (var place in places.Where(place => place < 2))
            folder.Write(Places[place], $$"""{ "Larder": { "Expiration": { "Short": "{{value(place)}}" } } }""");
        commandLine = places.Contains(5) ? [$"--Larder:Expiration:Short={value(5)}"] : [];
        return new([.. places.Distinct().Where(place => place is >= 2 and < 5).Select(place => (Places[place], value(place)))]);
    }
}
