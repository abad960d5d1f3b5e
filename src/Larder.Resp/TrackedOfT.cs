namespace Larder.Resp;

/// <summary>A value that was read over a tracked connection.</summary>
/// <param name="Value">The value.</param>
/// <param name="Place">What the sink's Mark gave where the reply stood in the stream.</param>
public readonly record struct Tracked<T>(T Value, long Place);
