using Larder.Tiers;

namespace Larder.Durable;

/// <summary>
/// A few values that must never be lost for space or time, such as the keys by which an application signs, beside the cache and not part of it: in sets,
/// each under a name. Small: a set is read as a whole.
/// </summary>
public interface IDurableStore
{
    /// <summary>Whether the values outlive this process, and other processes see them.</summary>
    bool OutlivesProcess { get; }

    /// <summary>All values of a set, in the order of their names.</summary>
    /// <exception cref="TierException">The place is away.</exception>
    ValueTask<IReadOnlyList<DurableValue>> ReadAsync(string set, CancellationToken cancellationToken);

    /// <summary>Keeps a value; one of the same name is replaced.</summary>
    /// <exception cref="TierException">The place is away; give it again.</exception>
    ValueTask PutAsync(string set, DurableValue value, CancellationToken cancellationToken);

    /// <summary>Removes a value.</summary>
    /// <returns>True if there was one.</returns>
    /// <exception cref="TierException">The place is away; ask again.</exception>
    ValueTask<bool> RemoveAsync(string set, string name, CancellationToken cancellationToken);
}
