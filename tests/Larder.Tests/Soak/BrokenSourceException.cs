namespace Larder.Tests.Soak;

/// <summary>What the loaders of the soak fail with.</summary>
internal sealed class BrokenSourceException : Exception;
