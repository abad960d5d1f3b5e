namespace Larder.Resp.Configuration;

/// <summary>What somebody may have meant.</summary>
internal static class NearestWord
{
    /// <summary>The nearest of the words, if it is near: a third of its letters may be wrong, and one always. All are in small letters.</summary>
    public static string? To(string word, IEnumerable<string> words) => words
        .Select(known => (Word: known, Distance: Distance(word, known)))
        .Where(static known => known.Distance <= Math.Max(1, known.Word.Length / 3))
        .OrderBy(static known => known.Distance)
        .Select(static known => known.Word)
        .FirstOrDefault();

    // Letters to change, add or leave out; one row of the table at a time.
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var change = corner + (one[i - 1] == other[j - 1] ? 0 : 1);
                corner = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
