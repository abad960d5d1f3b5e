using System.Globalization;

namespace Larder.Tests.PeerFailures;

/// <summary>What was seen elsewhere: different arguments that shared a key. Each pair here had one key there.</summary>
public sealed class ArgumentKeyTests
{
    [Fact]
    public void The_border_between_two_arguments_cannot_be_moved()
    {
        Assert.NotEqual(CacheKey.Of($"get:{"a:b"}:{"c"}"), CacheKey.Of($"get:{"a"}:{"b:c"}"));
        Assert.NotEqual(CacheKey.Of($"get:{"ab"}{"c"}"), CacheKey.Of($"get:{"a"}{"bc"}"));
        Assert.NotEqual(CacheKey.Of($"get:{"a-b"}-{"c"}"), CacheKey.Of($"get:{"a"}-{"b-c"}"));
    }

    [Fact]
    public void Null_is_not_the_empty_text()
    {
        string? none = null;

        Assert.NotEqual(CacheKey.Of($"get:{none}"), CacheKey.Of($"get:{""}"));
        Assert.NotEqual(CacheKey.Of($"get:{none}"), CacheKey.Of($"get:{"~"}"));
    }

    [Fact]
    public void Lists_of_objects_differ_as_their_objects_do()
    {
        List<Point> one = [new(1, "a")], two = [new(2, "a")];

        Assert.NotEqual(CacheKey.Of($"get:{one}"), CacheKey.Of($"get:{two}"));
        Assert.Equal(CacheKey.Of($"get:{one}"), CacheKey.Of($"get:{new List<Point> { new(1, "a") }}"));
    }

    [Fact]
    public void Objects_whose_texts_differ_in_case_alone_are_two()
    {
        Assert.NotEqual(CacheKey.Of($"get:{new Point(1, "AB")}"), CacheKey.Of($"get:{new Point(1, "ab")}"));
    }

    [Fact]
    public void A_number_is_not_its_text()
    {
        Assert.NotEqual(CacheKey.Of($"get:{1}"), CacheKey.Of($"get:{"1"}"));
        Assert.NotEqual(CacheKey.Of($"get:{true}"), CacheKey.Of($"get:{"true"}"));
        Assert.NotEqual(CacheKey.Of($"get:{Guid.Empty}"), CacheKey.Of($"get:{Guid.Empty.ToString()}"));
    }

    [Fact]
    public void A_number_has_one_key_in_all_cultures()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            string[] keys =
            [
                .. ((string[])["en-US", "de-DE", "tr-TR", "ar-SA"]).Select(culture =>
                {
                    CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
                    return CacheKey.Of($"get:{1.5m}:{-2}:{1.5}:{new DateOnly(2026, 11, 21)}");
                }),
            ];

            Assert.Equal("get:1.5:-2:1.5:2026-11-21", Assert.Single(keys.Distinct()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Methods_of_types_with_one_name_are_two()
    {
        Assert.NotEqual(CacheKey.Of($"{typeof(System.Threading.Timer)}.Get:{1}"), CacheKey.Of($"{typeof(System.Timers.Timer)}.Get:{1}"));
    }

    [Fact]
    public void A_generic_method_has_a_key_for_each_type()
    {
        Assert.NotEqual(Get<int>(1), Get<string>(1));
        Assert.NotEqual(Get<List<int>>(1), Get<List<string>>(1));
        Assert.NotEqual(Get<int[]>(1), Get<int[,]>(1));

        static string Get<T>(int id) => CacheKey.Of($"get:{typeof(T)}:{id}");
    }

    private sealed record Point(int X, string Name) : ICacheKeyPart
    {
        public string KeyPart => CacheKey.Of($"{X}:{Name}");
    }
}
