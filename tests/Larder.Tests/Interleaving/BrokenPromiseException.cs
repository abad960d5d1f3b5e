namespace Larder.Tests.Interleaving;

/// <summary>What must hold in every order of events did not in this one.</summary>
internal sealed class BrokenPromiseException(string message) : Exception(message);
