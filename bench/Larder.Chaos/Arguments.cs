using System.Globalization;

namespace Larder.Chaos;

/// <summary>The plan that a command line asks for.</summary>
internal static class Arguments
{
    public const string Usage =
        "usage: Larder.Chaos [--tier redis|sentinel|cluster|sqlite] [--seconds 60] [--processes 4] [--seed n] [--without fence] [--calm] [--within milliseconds]";

    /// <exception cref="FormatException">An argument is unknown or has no value.</exception>
    public static ChaosPlan Parse(string[] arguments)
    {
        var plan = new ChaosPlan(TierKind.Redis, 4, TimeSpan.FromSeconds(60), Environment.ProcessId) { Tell = Console.Error.WriteLine };
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] == "--calm") plan = plan with { IsCalm = true };
            else if (i + 1 < arguments.Length) plan = With(plan, arguments[i], arguments[++i]);
            else throw new FormatException($"{arguments[i]} needs a value.");
        }
        return plan;
    }

    private static ChaosPlan With(ChaosPlan plan, string name, string value) => name switch
    {
        "--tier" => plan with { Tier = Enum.Parse<TierKind>(value, ignoreCase: true) },
        "--seconds" => plan with { Duration = TimeSpan.FromSeconds(double.Parse(value, CultureInfo.InvariantCulture)) },
        "--processes" => plan with { Processes = int.Parse(value, CultureInfo.InvariantCulture) },
        "--seed" => plan with { Seed = int.Parse(value, CultureInfo.InvariantCulture) },
        "--without" => plan with { Without = value },
        "--within" => plan with { Within = TimeSpan.FromMilliseconds(double.Parse(value, CultureInfo.InvariantCulture)) },
        _ => throw new FormatException($"{name} is unknown."),
    };
}
