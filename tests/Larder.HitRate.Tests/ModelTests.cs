using Larder.HitRate.Models;
using Larder.HitRate.Traces;

namespace Larder.HitRate.Tests;

/// <summary>The models on accesses whose answer is known: worked out by hand, by a plain list, or by trying everything.</summary>
public sealed class ModelTests
{
    public static TheoryData<string> Names => [.. ModelCatalog.Names];

    [Theory]
    [InlineData("lru", 3, new[] { 1, 2, 3, 1, 4, 1, 2 }, "...h.h.")]
    [InlineData("optimum", 3, new[] { 1, 2, 3, 1, 4, 1, 2 }, "...h.hh")]
    [InlineData("lru", 3, new[] { 1, 2, 3, 4, 1, 2, 3, 4 }, "........")]
    [InlineData("optimum", 3, new[] { 1, 2, 3, 4, 1, 2, 3, 4 }, "....hh.h", "....hhh.")]
    [InlineData("lru", 3, new[] { 1, 1, 2, 3, 4, 1 }, ".h....")]
    [InlineData("sieve", 3, new[] { 1, 1, 2, 3, 4, 1 }, ".h...h")]
    [InlineData("sieve", 2, new[] { 1, 2, 1, 2, 3, 2, 1 }, "..hh.h.")]
    public void It_answers_as_worked_out_by_hand(string model, int capacity, int[] keys, params string[] answers)
    {
        Assert.Contains(Answer(model, capacity, keys), answers);
    }

    [Theory]
    [InlineData("s3-fifo")]
    [InlineData("w-tinylfu")]
    [InlineData("larder")]
    [InlineData("hot-cold")]
    public void Keys_in_use_survive_a_scan_that_LRU_forgets_them_over(string model)
    {
        int[] used = [.. Enumerable.Range(0, 10).SelectMany(static _ => Enumerable.Range(0, 20))];
        int[] keys = [.. used, .. Enumerable.Range(1_000, 500), .. Enumerable.Range(0, 20)];

        Assert.Equal(new string('.', 20), Answer("lru", 100, keys)[^20..]);
        Assert.Equal(new string('h', 20), Answer(model, 100, keys)[^20..]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Exact_LRU_is_a_list_where_what_is_used_moves_to_the_front(int seed)
    {
        var random = new Random(seed);
        var (keys, capacity) = (Draw(random, 5_000, 40), random.Next(1, 30));
        var list = new List<int>();
        var expected = string.Concat(keys.Select(key =>
        {
            var hit = list.Remove(key);
            list.Insert(0, key);
            if (list.Count > capacity) list.RemoveAt(capacity);
            return hit ? 'h' : '.';
        }));

        Assert.Equal(expected, Answer("lru", capacity, keys));
    }

    [Fact]
    public void The_optimum_is_the_most_that_any_choice_reaches()
    {
        var random = new Random(7);
        for (var run = 0; run < 300; run++)
        {
            var (keys, capacity) = (Draw(random, 12, 5), random.Next(1, 4));

            var hits = Answer("optimum", capacity, keys).Count(static answer => answer == 'h');

            Assert.True(hits == MostHits(keys, capacity), $"Run {run}: {string.Join(' ', keys)} with room for {capacity}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_model_holds_too_many_hits_what_was_never_read_or_passes_the_optimum(string model)
    {
        var random = new Random(11);
        foreach (var capacity in new[] { 2, 10, 100 })
        {
            var keys = Draw(random, 20_000, 300);
            var answer = Answer(model, capacity, keys);

            var seen = new HashSet<int>();
            Assert.DoesNotContain(keys.Zip(answer), pair => seen.Add(pair.First) && pair.Second == 'h');
            Assert.InRange(answer.Count(static one => one == 'h'), 1, Answer("optimum", capacity, keys).Count(static one => one == 'h'));
        }
    }

    private static int[] Draw(Random random, int accesses, int keys) =>
        [.. Enumerable.Range(0, accesses).Select(_ => (int)(keys * Math.Pow(random.NextDouble(), 2)))];

    /// <summary>A letter an access: h for a hit, a point for a miss.</summary>
    private static string Answer(string name, int capacity, int[] keys)
    {
        var numbering = keys.Distinct().Index().ToDictionary(static each => each.Item, static each => each.Index);
        var trace = new Trace("made", [.. keys.Select(key => numbering[key])], numbering.Count);
        var model = ModelCatalog.Make(name, trace, capacity);
        return string.Concat(trace.Keys.Select(key =>
        {
            var hit = model.Access(key);
            Assert.InRange(model.Count, 0, capacity);
            return hit ? 'h' : '.';
        }));
    }

    /// <summary>Tries every set of keys that may be held after each access.</summary>
    private static int MostHits(int[] keys, int capacity)
    {
        var best = new Dictionary<int, int> { [0] = 0 };
        foreach (var key in keys)
        {
            var next = new Dictionary<int, int>();
            foreach (var (held, hits) in best)
            {
                var now = hits + ((held >> key) & 1);
                var candidates = held | (1 << key);
                for (var kept = candidates; ; kept = (kept - 1) & candidates)
                {
                    if (int.PopCount(kept) <= capacity) next[kept] = Math.Max(next.GetValueOrDefault(kept), now);
                    if (kept == 0) break;
                }
            }

            best = next;
        }

        return best.Values.Max();
    }
}
