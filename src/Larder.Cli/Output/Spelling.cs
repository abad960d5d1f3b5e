namespace Larder.Cli.Output;

/// <summary>What somebody may have meant.</summary>
internal static class Spelling
{
    /// <summary>The nearest of the words, if no more than a third of its letters are wrong.</summary>
    public static string? Nearest(string word, IEnumerable<string> words) => words
        .Select(known => (Word: known, Distance: Distance(word.ToLowerInvariant(), known)))
        .Where(static known => known.Distance <= Math.Max(1, known.Word.Length / 3))
        .OrderBy(static known => known.Distance)
        .Select(static known => known.Word)
        .FirstOrDefault();

    // Letters that are changed, added, left out, or swapped with their neighbour.
    private static int Distance(string one, string other)
    {
        var (before, last) = (new int[other.Length + 1], Enumerable.Range(0, other.Length + 1).ToArray());
        for (var i = 1; i <= one.Length; i++)
        {
            var row = new int[other.Length + 1];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1]) row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            (before, last) = (last, row);
        }

        return last[other.Length];
    }
}
