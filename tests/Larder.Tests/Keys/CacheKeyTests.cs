using System.Globalization;
using System.Numerics;
using System.Text;

namespace Larder.Tests.Keys;

public sealed class CacheKeyTests
{
    [Fact]
    public void What_most_keys_are_made_of_stays_as_people_read_it()
    {
        var (id, mail, none) = (42, "ann.lee@example.org", default(int?));

        Assert.Equal("product:42", CacheKey.Of($"product:{id}"));
        Assert.Equal("products:list:0:100", CacheKey.Of($"products:list:{0}:{100L}"));
        Assert.Equal("user:ann.lee@example.org", CacheKey.Of($"user:{mail}"));
        Assert.Equal("user:Zoë", CacheKey.Of($"user:{"Zoë"}"));
        Assert.Equal("page:~:true:[3,1]", CacheKey.Of($"page:{none}:{true}:{new[] { 3, 1 }}"));
        Assert.Equal("plain", CacheKey.Of($"plain"));
    }

    [Fact]
    public void Text_is_escaped_where_it_could_be_read_as_something_else()
    {
        Assert.Equal("user:a%3Ab%20c", CacheKey.Of($"user:{"a:b c"}"));
        Assert.Equal("user:'42", CacheKey.Of($"user:{"42"}"));
        Assert.Equal("user:'", CacheKey.Of($"user:{""}"));
        Assert.Equal("user:%u0085%0D%0A%uD800", CacheKey.Of($"user:{"\u0085\r\n\ud800"}"));
        Assert.Equal("user:🍋", CacheKey.Of($"user:{"🍋"}"));
    }

    [Fact]
    public void One_value_has_one_key_however_it_is_written()
    {
        Assert.Equal(CacheKey.Of($"{1.5m}"), CacheKey.Of($"{1.500m}"));
        Assert.Equal(CacheKey.Of($"{0m}"), CacheKey.Of($"{-0.00m}"));
        Assert.Equal(CacheKey.Of($"{0.0}"), CacheKey.Of($"{-0.0}"));
        var moment = new DateTime(2026, 11, 21, 10, 0, 0, DateTimeKind.Utc);
        Assert.Equal(CacheKey.Of($"{moment}"), CacheKey.Of($"{moment.ToLocalTime()}"));
        Assert.Equal(CacheKey.Of($"{moment}"), CacheKey.Of($"{new DateTimeOffset(moment).ToOffset(TimeSpan.FromHours(5))}"));
        Assert.Equal(CacheKey.Of($"{(HashSet<int>)[1, 2, 30]}"), CacheKey.Of($"{(HashSet<int>)[30, 2, 1]}"));
        Assert.NotEqual(CacheKey.Of($"{(int[])[1, 2]}"), CacheKey.Of($"{(int[])[2, 1]}"));
    }

    [Fact]
    public void A_value_that_text_cannot_tell_apart_is_refused()
    {
        object[] parts = [new object()];
        int[][] nested = [[1], [2]];

        Assert.StartsWith("LAR318 ", Assert.Throws<ArgumentException>(() => CacheKey.Of($"{parts}")).Message);
        Assert.StartsWith("LAR318 ", Assert.Throws<ArgumentException>(() => CacheKey.Of($"{nested}")).Message);
        Assert.StartsWith("LAR318 ", Assert.Throws<ArgumentException>(() => CacheKey.Of($"{Complex.One}")).Message);
    }

    [Fact]
    public void No_other_type_compiles()
    {
        var taken = typeof(CacheKeyText).GetMethods().Where(static method => method.Name == nameof(CacheKeyText.AppendFormatted))
            .Select(static method => method.GetParameters()[0].ParameterType);

        // A parameter of type object, or of an unbounded T, would take everything.
        Assert.All(taken, static type => Assert.False(type == typeof(object) || (type.IsGenericParameter && type.GetGenericParameterConstraints() is [])));
    }

    [Fact]
    public void A_long_key_keeps_its_beginning_and_ends_in_a_digest_of_the_whole()
    {
        var (one, two) = (CacheKey.Of($"search:{new string('x', 600)}a"), CacheKey.Of($"search:{new string('x', 600)}b"));

        Assert.NotEqual(one, two);
        Assert.All([one, two], key => Assert.StartsWith("search:xxx", key));
        Assert.All([one, two], key => Assert.Equal(192 + 2 + 43, key.Length));
        Assert.Equal(512, CacheKey.Of($"{new string('x', 512)}").Length);
    }

    /// <summary>Every pair of tuples drawn: keys are equal exactly when the arguments are, under any of three templates.</summary>
    [Fact]
    public void Distinct_arguments_have_distinct_keys()
    {
        var random = new Random(20261121);
        var known = new Dictionary<string, string>();
        for (var round = 0; round < 200_000; round++)
        {
            var (first, second, template) = (Draw(random), Draw(random), random.Next(3));
            var key = template switch
            {
                0 => CacheKey.Of($"0:{(IEnumerable<object?>)[first]}:{(IEnumerable<object?>)[second]}"),
                1 => CacheKey.Of($"1:{(IEnumerable<object?>)[first, second]}"),
                _ => CacheKey.Of($"2:{first as string}{second as string}-{random.Next(2)}"),
            };
            var arguments = template == 2
                ? $"{Spelled(first as string)} {Spelled(second as string)} {key[^1]}"
                : $"{template} {Spelled(first)} {Spelled(second)}";
            if (!known.TryAdd(key, arguments)) Assert.Equal(known[key], arguments);
        }

        // As many arguments as keys: equal ones never had two.
        Assert.Equal(known.Count, known.Values.Distinct().Count());
    }

    [Fact]
    public void Neighbouring_texts_are_told_apart_whatever_they_are_made_of()
    {
        const string alphabet = "ab:%;~'#[],-1 \u00e9";
        var known = new Dictionary<string, (string, string)>();
        var random = new Random(7);
        for (var round = 0; round < 200_000; round++)
        {
            var (first, second) = (Text(random, alphabet), Text(random, alphabet));
            foreach (var key in (string[])[CacheKey.Of($"a:{first}:{second}"), CacheKey.Of($"b:{first}{second}"), CacheKey.Of($"c:{first},{second}")])
            {
                if (!known.TryAdd(key, (first, second))) Assert.Equal(known[key], (first, second));
            }
        }
    }

    private static string Text(Random random, string alphabet) =>
        string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => alphabet[random.Next(alphabet.Length)]));

    private static object? Draw(Random random) => random.Next(14) switch
    {
        0 => null,
        1 => Text(random, "ab:%;~'#[],-1truefals"),
        2 => random.Next(-3, 4),
        3 => random.Next(0, 2) == 0,
        4 => (char)random.Next(32, 127),
        5 => (DayOfWeek)random.Next(7),
        6 => random.Next(-20, 20) / 4m,
        7 => new Guid(random.Next(3), 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]),
        8 => new Guid(random.Next(3), 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]).ToString(),
        9 => new DateOnly(2026, 11, random.Next(1, 30)),
        10 => TimeSpan.FromSeconds(random.Next(60)),
        11 => new DateTime(2026, 11, 21, random.Next(24), 0, 0, DateTimeKind.Utc),
        12 => random.Next(0, 2) == 0 ? typeof(int) : typeof(List<string>),
        _ => new Rune((char)random.Next('a', 'f')).ToString(),
    };

    // Of a char and a rune, of an enum and a number: told apart by their type, as the key tells them apart.
    private static string Spelled(object? part) => part switch
    {
        null => "null",
        int or decimal => $"number {Convert.ToDecimal(part, CultureInfo.InvariantCulture) / 1.000000000000000000000000000000m}",
        _ => $"{part.GetType()} {part.ToString()!.Length} {part}",
    };
}
