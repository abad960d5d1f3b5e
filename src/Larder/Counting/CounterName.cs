namespace Larder.Counting;

/// <summary>What a counter may be called.</summary>
public static class CounterName
{
    /// <summary>The most characters of a name.</summary>
    public const int MaxLength = 1024;

    /// <summary>Refuses a name that is empty, too long, or has control characters.</summary>
    /// <exception cref="ArgumentException">It is.</exception>
    public static void Check(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Length > MaxLength)
            throw new ArgumentException($"LAR312 A counter's name has {name.Length} characters, more than {MaxLength}. Shorten it.", nameof(name));
        if (name.Any(char.IsControl))
            throw new ArgumentException("LAR313 A counter's name has a control character. Encode or leave it out.", nameof(name));
    }
}
