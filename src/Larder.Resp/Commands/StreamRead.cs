namespace Larder.Resp.Commands;

/// <summary>What a consumer reads.</summary>
/// <param name="Count">The most entries.</param>
/// <param name="WaitFor">How long to wait for one; null for not at all.</param>
/// <param name="After">&gt; for what nobody got yet; an id for what this consumer got after it and did not acknowledge.</param>
public readonly record struct StreamRead(int Count, TimeSpan? WaitFor = null, string After = ">");
