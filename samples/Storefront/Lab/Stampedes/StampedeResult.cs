namespace Storefront.Lab.Stampedes;

/// <summary>What it cost that many asked at once for what was not there.</summary>
/// <param name="Callers">How many asked.</param>
/// <param name="Computations">How often it was computed through the cache.</param>
/// <param name="Slowest">The longest that one waited, in seconds.</param>
/// <param name="ComputationsWithout">How often it was computed when they asked past the cache.</param>
/// <param name="SecondsEach">How long a computation takes; it is simulated.</param>
internal sealed record StampedeResult(int Callers, int Computations, double Slowest, int ComputationsWithout, double SecondsEach)
{
    public double SavedSeconds => (ComputationsWithout - Computations) * SecondsEach;
}
