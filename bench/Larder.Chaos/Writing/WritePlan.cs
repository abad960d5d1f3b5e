namespace Larder.Chaos.Writing;

/// <summary>A run: so many rounds, each with one fault.</summary>
/// <param name="Rounds">How many.</param>
/// <param name="Seed">Of chance.</param>
/// <param name="AwayFor">How long the database is away the first time; later it is a second.</param>
public sealed record WritePlan(int Rounds, int Seed, TimeSpan AwayFor)
{
    /// <summary>The faults of the rounds, one after the other.</summary>
    public IReadOnlyList<WriteFault> Faults { get; init; } = Enum.GetValues<WriteFault>();

    /// <summary>Whether Redis keeps a file; without one it must lose, and the check must find it out.</summary>
    public bool KeepsFile { get; init; } = true;

    /// <summary>
    /// When Redis makes the system write its file to the disk: <c>always</c>, <c>everysec</c> or <c>no</c>. By <c>everysec</c> it holds back what it has answered
    /// while the disk is busy, up to two seconds long, and a kill then loses it.
    /// </summary>
    public string Fsync { get; init; } = "always";

    /// <summary>What is done wrong.</summary>
    public WriteBreak Without { get; init; }

    /// <summary>Told what happens.</summary>
    public Action<string> Tell { get; init; } = static _ => { };
}
