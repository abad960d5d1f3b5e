namespace Larder.Chaos.Writing;

/// <summary>A run: so many rounds, each with one fault.</summary>
/// <param name="Rounds">How many.</param>
/// <param name="Seed">Of chance.</param>
/// <param name="AwayFor">How long the database is away.</param>
public sealed record WritePlan(int Rounds, int Seed, TimeSpan AwayFor)
{
    /// <summary>The faults of the rounds, one after the other.</summary>
    public IReadOnlyList<WriteFault> Faults { get; init; } = Enum.GetValues<WriteFault>();

    /// <summary>Whether Redis keeps a file; without one it must lose, and the check must find it out.</summary>
    public bool KeepsFile { get; init; } = true;

    /// <summary>Told what happens.</summary>
    public Action<string> Tell { get; init; } = static _ => { };
}
