namespace Larder.Pipeline;

/// <summary>What a loader brought, and how long it took.</summary>
/// <param name="Value">The value.</param>
/// <param name="Time">How long the loader ran.</param>
/// <param name="IsNull">The value is null, or the loader left the id out.</param>
internal readonly record struct Loaded<T>(T Value, TimeSpan Time, bool IsNull)
{
    public static Loaded<T> Of(T value, TimeSpan time) => new(value, time, value is null);

    public static Loaded<T> NotThere(TimeSpan time) => new(default!, time, IsNull: true);
}
