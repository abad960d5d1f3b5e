namespace Larder.Generators.Tests.Keys;

/// <summary>Random arguments for every method, chosen where keys could meet: signs that stand between parts, other kinds' spellings, nothing.</summary>
/// <param name="random">Chance.</param>
internal sealed class Tuples(Random random)
{
    private static readonly string?[] s_texts =
        [null, "", "a", "A", "b", "a:b", ":", "::", "a:", ":b", "1", "-1", "01", "true", "~", "'", "'1", "#", "%", "%3A", "%;", "[", "]", "[1]", "1,2", ",", " ", "ä", "İ", "i", "null", "a-b", "-", "x\u0001", "\ud800", "2030-01-01"];

    private static readonly int[] s_numbers = [0, 1, -1, 2, 10, 11, 12, 100, int.MaxValue, int.MinValue];
    private static readonly decimal[] s_amounts = [0m, 1m, 1.5m, 1.50m, -1.5m, 15m, 1_000_000.01m];
    private static readonly double[] s_shares = [0, -0.0, 1.5, 15, double.NaN, double.PositiveInfinity, 1e300];
    private static readonly DateTime s_moment = new(2030, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    /// <summary>A call, and a text that is the same for equal arguments only.</summary>
    public (string Arguments, Func<IKeyed, Task> Call) Next()
    {
        var (a, b, c) = (Text(), Text(), Text());
        var (number, maybe, flag) = (Number(), random.Next(3) == 0 ? (int?)null : Number(), random.Next(3) switch { 0 => (bool?)null, 1 => false, _ => true });
        switch (random.Next(16))
        {
            case 0: return ($"one|{Show(a)}", keyed => keyed.OneTextAsync(a));
            case 1: return ($"two|{Show(a)}|{Show(b)}", keyed => keyed.TwoTextsAsync(a, b));
            case 2: return ($"side|{Show(a)}|{number}", keyed => keyed.SideBySideAsync(a, number));
            case 3: return ($"dash|{Show(a)}|{maybe}|{Show(c)}", keyed => keyed.DashedAsync(a, maybe, c));
            case 4: return ($"number|{number}", keyed => keyed.NumberAsync(number));
            case 5: return ($"same int|{number}", keyed => keyed.SameAsync(number));
            case 6: return ($"same text|{Show(a)}", keyed => keyed.SameAsync(a));
            case 7: return Generic(number);
            case 8: return ($"amount|{Number(s_amounts):0.####}|{Shown(Last(s_shares))}", Amount());
            case 9: return When(number % 100, flag);
            case 10: return Kind(number, flag);
            case 11: return List();
            case 12: return Set();
            case 13: return Boxes();
            case 14: return ($"unnamed|{Show(a)}|{Show(b)}", keyed => keyed.UnnamedAsync(a, b));
            default: return ($"unnamed too|{Show(a)}|{Show(b)}", keyed => keyed.UnnamedTooAsync(a, b));
        }
    }

    private decimal _amount;
    private double _share;

    private decimal Number(decimal[] from) => _amount = from[random.Next(from.Length)];

    private double Last(double[] from) => _share = from[random.Next(from.Length)];

    private Func<IKeyed, Task> Amount()
    {
        var (amount, share) = (_amount, _share);
        return keyed => keyed.AmountAsync(amount, share);
    }

    private (string, Func<IKeyed, Task>) Generic(int id) => random.Next(5) switch
    {
        0 => ($"of int|{id}", keyed => keyed.OfAsync<int>(id)),
        1 => ($"of string|{id}", keyed => keyed.OfAsync<string>(id)),
        2 => ($"of list|{id}", keyed => keyed.OfAsync<List<int>>(id)),
        3 => ($"of two|{id}", keyed => keyed.OfTwoAsync<int, string>(Shown(id))),
        _ => ($"of two turned|{id}", keyed => keyed.OfTwoAsync<string, int>(Shown(id))),
    };

    private (string, Func<IKeyed, Task>) When(int seconds, bool? flag)
    {
        var moment = s_moment.AddSeconds(seconds);
        var span = TimeSpan.FromTicks(seconds * 7L);
        var day = flag is { } isNext ? DateOnly.FromDateTime(moment).AddDays(isNext ? 1 : 0) : (DateOnly?)null;
        return ($"when|{seconds}|{flag}", keyed => keyed.WhenAsync(moment, day, span));
    }

    private (string, Func<IKeyed, Task>) Kind(int number, bool? flag)
    {
        var day = (DayOfWeek)random.Next(7);
        var sign = "a:A%~1"[random.Next(6)];
        var id = new Guid(number, 0, 0, new byte[8]);
        return ($"kind|{(int)day}|{(int)sign}|{flag}|{number}", keyed => keyed.KindAsync(day, sign, flag, id));
    }

    private (string, Func<IKeyed, Task>) List()
    {
        var texts = Many(Text);
        var numbers = random.Next(4) == 0 ? null : Many(Number);
        return ($"list|{string.Join('|', texts.Select(Show))}||{(numbers is null ? "none" : string.Join(',', numbers))}", keyed => keyed.ListAsync(texts, numbers));
    }

    private (string, Func<IKeyed, Task>) Set()
    {
        var numbers = Many(Number);
        return ($"set|{string.Join(',', numbers.Distinct().Order())}", keyed => keyed.SetAsync(numbers.ToHashSet()));
    }

    private (string, Func<IKeyed, Task>) Boxes()
    {
        var boxes = Many(() => new Box(Text() ?? "none", Number()));
        if (random.Next(2) == 0) return ($"boxes|{string.Join('|', boxes.Select(Show))}", keyed => keyed.BoxesAsync([.. boxes]));
        var (one, other, id) = (boxes.ElementAtOrDefault(0), boxes.ElementAtOrDefault(1), boxes.ElementAtOrDefault(2)?.Size);
        var order = id is null && other is null ? null : new Order(id, other);
        return ($"box|{Show(one)}|{Show(other)}|{id}", keyed => keyed.BoxAsync(one, order));
    }

    private T[] Many<T>(Func<T> next) => [.. Enumerable.Range(0, random.Next(4)).Select(_ => next())];

    private string? Text() => s_texts[random.Next(s_texts.Length)];

    private int Number() => s_numbers[random.Next(s_numbers.Length)];

    private static string Show(string? text) => text is null ? "none" : $"<{string.Join('.', text.Select(static sign => (int)sign))}>";

    private static string Show(Box? box) => box is null ? "none" : $"{Show(box.Text)}/{box.Size}";

    private static string Shown(double share) => share == 0 ? "0" : share.ToString("R", System.Globalization.CultureInfo.InvariantCulture);

    private static string Shown(int id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
