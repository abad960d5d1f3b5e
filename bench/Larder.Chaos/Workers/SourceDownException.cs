namespace Larder.Chaos.Workers;

/// <summary>The source of an unreliable key does not answer just now.</summary>
internal sealed class SourceDownException() : Exception("The source is down.");
