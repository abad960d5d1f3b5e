using System.Globalization;

namespace Larder.Chaos.Writing;

/// <summary>The command line of this run, and its figures.</summary>
internal static class WritePage
{
    public const string Usage =
        "usage: Larder.Chaos --write [--rounds 1000] [--seed n] [--away 60] [--faults AfterRead,Redis] [--fsync always|everysec|no] [--without guard|commitfirst]";

    public static async Task<int> RunAsync(string[] arguments)
    {
        WritePlan plan;
        try
        {
            plan = Parse(arguments);
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            await Console.Error.WriteLineAsync($"{error.Message}\n{Usage}");
            return 2;
        }

        var report = await WriteRun.RunAsync(plan);
        foreach (var (name, value) in report.Figures)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"figure write.chaos.{name} {value} count"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"# seed {plan.Seed}, appendfsync {plan.Fsync}, points: {string.Join(", ", plan.Faults)}"));
        return report.IsKept ? 0 : 1;
    }

    /// <exception cref="FormatException">An argument is unknown or has no value.</exception>
    public static WritePlan Parse(string[] arguments)
    {
        var plan = new WritePlan(1_000, Environment.ProcessId, TimeSpan.FromSeconds(60)) { Tell = Console.Error.WriteLine };
        for (var i = 0; i < arguments.Length; i += 2)
        {
            if (i + 1 == arguments.Length) throw new FormatException($"{arguments[i]} needs a value.");
            plan = With(plan, arguments[i], arguments[i + 1]);
        }

        return plan;
    }

    private static WritePlan With(WritePlan plan, string name, string value) => name switch
    {
        "--rounds" => plan with { Rounds = int.Parse(value, CultureInfo.InvariantCulture) },
        "--seed" => plan with { Seed = int.Parse(value, CultureInfo.InvariantCulture) },
        "--away" => plan with { AwayFor = TimeSpan.FromSeconds(double.Parse(value, CultureInfo.InvariantCulture)) },
        "--faults" => plan with { Faults = [.. value.Split(',').Select(static one => Enum.Parse<WriteFault>(one, ignoreCase: true))] },
        "--fsync" => plan with { Fsync = value },
        "--without" => plan with { Without = Enum.Parse<WriteBreak>(value, ignoreCase: true) },
        _ => throw new FormatException($"{name} is unknown."),
    };
}
