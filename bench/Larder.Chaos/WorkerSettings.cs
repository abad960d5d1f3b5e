using System.Globalization;

namespace Larder.Chaos;

/// <summary>What a worker process is told at its start.</summary>
/// <param name="Process">Its number, never used again.</param>
/// <param name="SourcePort">Where the source of truth listens, on loopback.</param>
/// <param name="Tier">What it shares with the others.</param>
/// <param name="Place">The address of the server or the path of the file.</param>
public sealed record WorkerSettings(int Process, int SourcePort, TierKind Tier, string Place)
{
    public const string Argument = "worker";

    public const string NoFence = "none";

    /// <summary>The comparison to leave out.</summary>
    public string Without { get; init; } = NoFence;

    /// <summary>Whether calls of the tier are held up at random where a race could be.</summary>
    public bool IsHeldUp { get; init; }

    /// <summary>What it does with values that another program wrote.</summary>
    public ForeignValues ForeignValues { get; init; }

    public static WorkerSettings Parse(string[] arguments) =>
        new(Number(arguments[1]), Number(arguments[2]), Enum.Parse<TierKind>(arguments[3]), arguments[4])
        {
            Without = arguments[5],
            IsHeldUp = bool.Parse(arguments[6]),
            ForeignValues = Enum.Parse<ForeignValues>(arguments[7]),
        };

    public string[] ToArguments() =>
    [
        Argument, Process.ToString(CultureInfo.InvariantCulture), SourcePort.ToString(CultureInfo.InvariantCulture), Tier.ToString(), Place, Without,
        IsHeldUp.ToString(), ForeignValues.ToString(),
    ];

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
