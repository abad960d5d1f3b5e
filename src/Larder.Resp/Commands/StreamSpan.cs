namespace Larder.Resp.Commands;

/// <summary>A part of a stream.</summary>
/// <param name="First">The first id; - for the stream's first.</param>
/// <param name="Last">The last id; + for the stream's last.</param>
/// <param name="Count">The most entries.</param>
public readonly record struct StreamSpan(string First, string Last, int Count);
