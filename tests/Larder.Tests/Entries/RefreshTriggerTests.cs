using Larder.Entries;

namespace Larder.Tests.Entries;

public sealed class RefreshTriggerTests
{
    private const long End = 1_000_000;

    [Fact]
    public void The_first_read_of_the_last_stretch_starts_it_and_no_other()
    {
        var trigger = new RefreshTrigger(End, TimeSpan.FromSeconds(1), TimeSpan.Zero);

        Assert.False(trigger.Claim(End - 1_001, NewChance()));
        Assert.True(trigger.Claim(End - 1_000, NewChance()));
        Assert.False(trigger.Claim(End - 1, NewChance()));
    }

    [Fact]
    public void After_a_failure_it_can_be_started_again_but_not_at_once()
    {
        var trigger = new RefreshTrigger(End, TimeSpan.FromSeconds(1), TimeSpan.Zero);
        Assert.True(trigger.Claim(End - 900, NewChance()));

        trigger.TryAgainFrom(End - 500);

        Assert.False(trigger.Claim(End - 501, NewChance()));
        Assert.True(trigger.Claim(End - 500, NewChance()));
    }

    [Fact]
    public async Task Of_many_readers_at_once_one_starts_it()
    {
        var trigger = new RefreshTrigger(End, TimeSpan.FromSeconds(1), TimeSpan.Zero);
        var chance = NewChance();

        var claims = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => trigger.Claim(End - 5, chance))));

        Assert.Single(claims, static claimed => claimed);
    }

    /// <summary>With a read a millisecond and loads of 200 ms, the refresh starts in the mean a second before the end: five load times.</summary>
    [Fact]
    public void Long_loads_start_early_enough_by_chance_and_not_much_earlier()
    {
        var leads = LeadsOf(readEveryMs: 1);

        Assert.InRange(leads.Average(), 700, 1_700);
        Assert.True(leads.Count(static lead => lead >= 200) >= 495, "A refresh that starts later than its load takes leaves readers to wait.");
        Assert.True(leads.Max() < 6_400);
    }

    [Fact]
    public void With_few_reads_it_starts_early_enough_too()
    {
        var leads = LeadsOf(readEveryMs: 100);

        Assert.True(leads.Count(static lead => lead >= 200) >= 400, $"{leads.Count(static lead => lead >= 200)} of 500");
    }

    private static List<long> LeadsOf(int readEveryMs)
    {
        var chance = NewChance();
        var leads = new List<long>();
        for (var run = 0; run < 500; run++)
        {
            var trigger = new RefreshTrigger(End, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(200));
            var now = End - 10_000;
            while (now < End && !trigger.Claim(now, chance)) now += readEveryMs;
            leads.Add(End - now);
        }

        return leads;
    }

    private static Chance NewChance() => new(new Random(7));
}
