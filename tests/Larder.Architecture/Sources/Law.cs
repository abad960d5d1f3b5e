namespace Larder.Architecture.Sources;

internal static class Law
{
    /// <summary>Fails with every violation, not only the first.</summary>
    public static void IsKept(IEnumerable<Violation> violations)
    {
        var all = violations.OrderBy(violation => violation.Path, StringComparer.Ordinal).ThenBy(violation => violation.Line).ToArray();
        if (all.Length > 0) Assert.Fail($"{all.Length} violations:{Environment.NewLine}{string.Join(Environment.NewLine, all)}");
    }
}
