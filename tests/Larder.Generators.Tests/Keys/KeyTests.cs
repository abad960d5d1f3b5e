using System.Globalization;

namespace Larder.Generators.Tests.Keys;

/// <summary>Different arguments have different keys, equal ones the same: in any method, culture and process.</summary>
public sealed class KeyTests : IDisposable
{
    private readonly KeyPress _press = new();

    // Named after what other caches of methods were measured to do: two questions with one answer.
    [Fact]
    public void E1_a_colon_in_a_text_is_no_border() =>
        Differ(static keyed => keyed.TwoTextsAsync("a:b", "c"), static keyed => keyed.TwoTextsAsync("a", "b:c"));

    [Fact]
    public void E2_nothing_is_not_the_empty_text() =>
        Differ(static keyed => keyed.OneTextAsync(null), static keyed => keyed.OneTextAsync(""));

    [Fact]
    public void E3_collections_differ_by_their_elements() =>
        Differ(static keyed => keyed.BoxesAsync([new("a", 1)]), static keyed => keyed.BoxesAsync([new("a", 2)]));

    [Fact]
    public void E4_objects_differ_by_upper_and_lower_case() =>
        Differ(static keyed => keyed.BoxAsync(new("AB", 1), null), static keyed => keyed.BoxAsync(new("ab", 1), null));

    [Fact]
    public void E5_a_number_is_not_the_text_of_it() =>
        Differ(static keyed => keyed.SameAsync(1), static keyed => keyed.SameAsync("1"));

    [Theory]
    [InlineData("en-US")]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    public void E6_a_number_is_the_same_in_every_culture(string culture) => In(culture, () =>
        Assert.Equal("amount:1.5:-1.5", _press.Of(static keyed => keyed.AmountAsync(1.5m, -1.5))));

    [Fact]
    public void E7_methods_of_one_name_and_equal_arguments_differ() =>
        Differ(static keyed => keyed.UnnamedAsync("a", "b"), static keyed => keyed.UnnamedTooAsync("a", "b"));

    [Fact]
    public void E8_type_arguments_differ() =>
        Differ(static keyed => keyed.OfAsync<int>(1), static keyed => keyed.OfAsync<string>(1));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Keys_are_equal_exactly_when_arguments_are(int seed)
    {
        var tuples = new Tuples(new Random(seed));
        var (byArguments, byKey) = (new Dictionary<string, string>(), new Dictionary<string, string>());
        string[] cultures = ["", "de-DE", "tr-TR"];
        for (var round = 0; round < 20_000; round++)
        {
            var (arguments, call) = tuples.Next();
            In(cultures[round % 3], () =>
            {
                var key = _press.Of(call);
                if (!byArguments.TryAdd(arguments, key)) Assert.Equal(byArguments[arguments], key);
                if (!byKey.TryAdd(key, arguments)) Assert.Equal(byKey[key], arguments);
            });
        }

        Assert.True(byKey.Count > 4_000, $"Only {byKey.Count} different arguments were tried.");
    }

    [Fact]
    public void Arguments_whose_texts_share_a_place_keep_keys_of_their_own()
    {
        for (var round = 0; round < 2; round++)
            for (var id = 0; id < 5_000; id++)
                Assert.Equal($"number:{id}", _press.Of(keyed => keyed.NumberAsync(id)));
    }

    // Written by another process, some time ago: whoever changes a key makes everything that is cached unreachable.
    [Fact]
    public void Keys_are_those_of_every_other_process()
    {
        var expected = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Keys", "golden.txt"));
        var tuples = new Tuples(new Random(7));

        var made = Enumerable.Range(0, expected.Length).Select(_ => tuples.Next()).Select(next => _press.Of(next.Call)).ToArray();

        File.WriteAllLines(Path.Combine(AppContext.BaseDirectory, "Keys", "made.txt"), made);
        Assert.Equal(expected, made);
    }

    public void Dispose() => _press.Dispose();

    private void Differ(Func<IKeyed, Task> one, Func<IKeyed, Task> other)
    {
        Assert.NotEqual(_press.Of(one), _press.Of(other));
        Assert.Equal(_press.Of(one), _press.Of(one));
    }

    private static void In(string culture, Action test)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            test();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
