namespace Larder.Settings;

/// <summary>What somebody may have meant.</summary>
internal static class Spelling
{
    /// <summary>The nearest of the words, if it is near: a third of its letters may be wrong, and one always.</summary>
    public static string? Nearest(string word, IEnumerable<string> words) => words
        .Select(known => (Word: known, Distance: Distance(word.ToLowerInvariant(), known.ToLowerInvariant())))
        .Where(static known => known.Distance <= Math.Max(1, known.Word.Length / 3))
        .OrderBy(static known => known.Distance)
        .Select(static known => known.Word)
        .FirstOrDefault();

    /// <summary>How many letters must be changed, added, left out or swapped with their neighbour.</summary>
    private static int Distance(string one, string other)
    {
        var rows = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= other.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= one.Length; i++)
        {
            for (var j = 1; j <= other.Length; j++)
            {
                var change = rows[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(change, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                var swapped = i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1];
                if (swapped) rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }
        return rows[one.Length, other.Length];
    }
}
