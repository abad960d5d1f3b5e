namespace Larder.Chaos;

/// <summary>What a run came to.</summary>
/// <param name="Verdict">Which promises were broken.</param>
/// <param name="Faults">Which faults were made, and how often each.</param>
/// <param name="Commits">How many versions were written to the source.</param>
public sealed record ChaosReport(Verdict Verdict, IReadOnlyDictionary<string, int> Faults, long Commits);
