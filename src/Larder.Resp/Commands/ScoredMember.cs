namespace Larder.Resp.Commands;

/// <summary>A member of a sorted set.</summary>
/// <param name="Member">The member, as UTF-8.</param>
/// <param name="Score">Its score.</param>
public readonly record struct ScoredMember(string Member, double Score);
