namespace Larder.Tests.Memory;

public sealed class LookTests
{
    [Fact]
    public void The_hottest_are_those_that_are_used()
    {
        var harness = new StoreHarness(entries: 100);
        for (var number = 0; number < 100; number++) harness.Install($"key:{number}");
        for (var number = 40; number < 45; number++) harness.Find($"key:{number}");
        for (var number = 0; number < 10; number++) harness.Install($"other:{number}");

        var hottest = harness.Store.Look(5).Hottest;

        Assert.Equal(5, hottest.Count);
        Assert.All(hottest, entry => Assert.True(entry.IsHot));
        Assert.Equal(["key:40", "key:41", "key:42", "key:43", "key:44"], hottest.Select(entry => entry.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_coldest_leaves_next()
    {
        var harness = new StoreHarness(entries: 100);
        for (var number = 0; number < 100; number++) harness.Install($"key:{number}");

        var coldest = harness.Store.Look(1).Coldest;
        harness.Install("one more");

        Assert.Equal(Assert.Single(harness.Removals).Key, Assert.Single(coldest).Key);
    }

    [Fact]
    public void Age_weight_and_rest_are_told()
    {
        var harness = new StoreHarness();
        harness.Install("a", weight: 33, expiration: TimeSpan.FromMinutes(5));

        harness.Clock.Advance(TimeSpan.FromSeconds(90));
        harness.Find("a");
        var entry = Assert.Single(harness.Store.Look(10).Hottest);

        Assert.Equal("a", entry.Key);
        Assert.Equal(StoreHarness.WeightOf("a", 33), entry.Weight);
        Assert.Equal(TimeSpan.FromSeconds(90), entry.Age);
        Assert.Equal(TimeSpan.FromSeconds(210), entry.FreshFor);
        Assert.Equal(1, entry.Hits);
    }

    [Fact]
    public void Age_is_told_for_months()
    {
        var harness = new StoreHarness();
        harness.Install("a");

        harness.Clock.Advance(TimeSpan.FromDays(100));

        Assert.Equal(TimeSpan.FromDays(100), Assert.Single(harness.Store.Look(1).Hottest).Age);
    }

    [Fact]
    public void A_replacement_is_young()
    {
        var harness = new StoreHarness();
        harness.Install("a");
        harness.Clock.Advance(TimeSpan.FromHours(1));

        harness.Install("a");

        Assert.Equal(TimeSpan.Zero, Assert.Single(harness.Store.Look(1).Coldest).Age);
    }
}
