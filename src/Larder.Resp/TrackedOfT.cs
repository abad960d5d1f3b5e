namespace Larder.Resp;

/// <summary>A value that was read over a tracked connection.</summary>
/// <param name="Value">The value.</param>
/// <param name="Stream">Who hears of the changes of the server that answered.</param>
/// <param name="Place">What that sink's Mark gave where the reply stood in the stream.</param>
public readonly record struct Tracked<T>(T Value, ITrackingSink Stream, long Place);
