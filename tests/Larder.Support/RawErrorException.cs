namespace Larder.Support;

/// <summary>The server answered <see cref="RawClient"/> with an error.</summary>
public sealed class RawErrorException(string message) : Exception(message);
