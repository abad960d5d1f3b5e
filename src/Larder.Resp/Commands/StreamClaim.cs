namespace Larder.Resp.Commands;

/// <summary>What XAUTOCLAIM gave.</summary>
/// <param name="ResumeAt">Where the next call goes on; 0-0 at the end.</param>
/// <param name="Entries">The entries that are this consumer's now.</param>
/// <param name="Deleted">Ids that were pending and are no longer in the stream.</param>
public sealed record StreamClaim(string ResumeAt, IReadOnlyList<StreamEntry> Entries, IReadOnlyList<string> Deleted);
