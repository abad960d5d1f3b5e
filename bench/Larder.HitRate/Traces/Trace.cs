namespace Larder.HitRate.Traces;

/// <summary>One recorded stream of accesses.</summary>
/// <param name="Name">The file's name without folder and extensions.</param>
/// <param name="Keys">The keys in the order of access, renumbered by first appearance, so that models may use arrays.</param>
/// <param name="Distinct">How many keys there are; every key is below it.</param>
public sealed record Trace(string Name, int[] Keys, int Distinct);
