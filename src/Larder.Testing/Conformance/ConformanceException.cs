namespace Larder.Testing.Conformance;

/// <summary>A tier broke a clause of the contract.</summary>
/// <param name="clause">The clause, a sentence.</param>
/// <param name="expected">What the contract says.</param>
/// <param name="seen">What the tier did.</param>
/// <param name="inner">What the tier threw, if that was it.</param>
public sealed class ConformanceException(string clause, string expected, string seen, Exception? inner = null)
    : Exception($"The tier breaks a clause: {clause}. Expected {expected}; seen {seen}.", inner)
{
    /// <summary>The clause, a sentence.</summary>
    public string Clause => clause;

    /// <summary>What the contract says.</summary>
    public string Expected => expected;

    /// <summary>What the tier did.</summary>
    public string Seen => seen;
}
