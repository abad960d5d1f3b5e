using System.Globalization;

namespace Larder.Chaos.Writing;

/// <summary>The command line of this run: <c>write [--rounds 1000] [--seed n] [--away seconds] [--fault redis]</c>; and its figures.</summary>
internal static class WritePage
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var plan = new WritePlan(1_000, Environment.ProcessId, TimeSpan.FromSeconds(2)) { Tell = Console.Error.WriteLine };
        for (var i = 0; i + 1 < arguments.Length; i += 2)
        {
            plan = arguments[i] switch
            {
                "--rounds" => plan with { Rounds = int.Parse(arguments[i + 1], CultureInfo.InvariantCulture) },
                "--seed" => plan with { Seed = int.Parse(arguments[i + 1], CultureInfo.InvariantCulture) },
                "--fault" => plan with { Faults = [Enum.Parse<WriteFault>(arguments[i + 1], ignoreCase: true)] },
                "--away" => plan with { AwayFor = TimeSpan.FromSeconds(double.Parse(arguments[i + 1], CultureInfo.InvariantCulture)) },
                _ => throw new FormatException($"{arguments[i]} is unknown."),
            };
        }

        var report = await WriteRun.RunAsync(plan);
        foreach (var (name, value) in (ReadOnlySpan<(string, long)>)
            [("rounds", report.Rounds), ("acknowledged", report.Acknowledged), ("lost", report.Lost), ("misordered", report.Misordered),
             ("resurrected", report.Resurrected), ("backwards", report.Backwards), ("misread", report.Misread)])
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"figure write.chaos.{name} {value} count"));
        return report.IsKept ? 0 : 1;
    }
}
