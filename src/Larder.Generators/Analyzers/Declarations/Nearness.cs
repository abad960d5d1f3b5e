namespace Larder.Generators.Analyzers.Declarations;

/// <summary>How alike two names are.</summary>
internal static class Nearness
{
    /// <summary>The one that was probably meant: equal but for its case, or with few letters changed; null if none is near.</summary>
    public static string? Nearest(string name, IEnumerable<string> candidates)
    {
        var (nearest, least) = ((string?)null, int.MaxValue);
        foreach (var candidate in candidates)
        {
            var distance = string.Equals(name, candidate, StringComparison.OrdinalIgnoreCase) ? 0 : Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (distance < least) (nearest, least) = (candidate, distance);
        }

        return nearest is not null && least <= Math.Max(name.Length, nearest.Length) / 3 ? nearest : null;
    }

    /// <summary>How many letters must be added, taken away, changed or swapped with their neighbour.</summary>
    private static int Distance(string one, string other)
    {
        var steps = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++) steps[i, 0] = i;
        for (var j = 0; j <= other.Length; j++) steps[0, j] = j;
        for (var i = 1; i <= one.Length; i++)
        {
            for (var j = 1; j <= other.Length; j++)
            {
                var changed = steps[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                steps[i, j] = Math.Min(changed, Math.Min(steps[i - 1, j], steps[i, j - 1]) + 1);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1]) steps[i, j] = Math.Min(steps[i, j], steps[i - 2, j - 2] + 1);
            }
        }

        return steps[one.Length, other.Length];
    }
}
