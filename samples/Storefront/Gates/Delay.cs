namespace Storefront.Gates;

/// <summary>By how much each query takes longer, as if a network lay between. It is simulated, and labelled so wherever it counts.</summary>
/// <param name="milliseconds">The delay at the start; 0 to 10,000.</param>
internal sealed class Delay(double milliseconds)
{
    private double _milliseconds = milliseconds;

    public double Milliseconds => Volatile.Read(ref _milliseconds);

    public void Set(double milliseconds) => Volatile.Write(ref _milliseconds, milliseconds);
}
