using Larder.Declared;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Generators.Tests.Behaviour;

/// <summary>The budget of a hit: nothing is allocated where the key is one number or one text behind a constant beginning.</summary>
public class AllocationTests
{
    private const int Hits = 10_000;

    [Fact]
    public void Two_arguments_that_meet_in_one_place_both_keep_their_texts()
    {
        for (var other = 1; other < 5_000; other++)
        {
            var family = new CacheFamily<int>("row:{id}", "", typeof(object));
            var text = family.KeyOf(0);
            var otherText = family.KeyOf(other);

            Assert.Same(text, family.KeyOf(0));
            Assert.Same(otherText, family.KeyOf(other));
        }
    }

    [Theory]
    [InlineData("row:{id}", "row:", "row:7")]
    [InlineData("row:{id}:full", "row:", "row:7:full")]
    [InlineData("{id}", "", "7")]
    [InlineData("{{a}}:{id}", "{a}:", "{a}:7")]
    [InlineData("a{{{id}}}b", "a{", "a{7}b")]
    public void A_family_reads_its_template_as_the_generator_does(string template, string prefix, string key)
    {
        var family = new CacheFamily<int>(template, "", typeof(object));

        Assert.Equal(prefix, family.Prefix);
        Assert.Equal(key, family.KeyOf(7));
    }

    [Fact]
    public async Task A_hit_by_one_number_or_one_text_allocates_nothing()
    {
        var services = new ServiceCollection().AddSingleton<Ledger>();
        services.AddLarder().UseMemoryOnly();
        services.AddLarder("other").UseMemoryOnly();
        await using var provider = services.AddCached<IShelf, Shelf>().BuildServiceProvider();
        await using var request = provider.CreateAsyncScope();
        var shelf = request.ServiceProvider.GetRequiredService<IShelf>();
        for (var id = 0; id < 4; id++) await shelf.FindAsync(id);
        await shelf.ByNameAsync("one");

        Assert.Equal(0, LeastOf(hit => shelf.FindAsync(hit % 4)));
        Assert.Equal(0, LeastOf(_ => shelf.ByNameAsync("one")));
    }

    // The least of several rounds: what the runtime allocates to compile the loop anew is not the hit's.
    private static long LeastOf(Func<int, ValueTask<Item?>> hit) => Enumerable.Range(0, 20).Min(_ =>
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var at = 0; at < Hits; at++) Assert.True(hit(at).IsCompletedSuccessfully);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    });
}
