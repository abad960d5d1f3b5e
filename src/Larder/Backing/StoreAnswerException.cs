namespace Larder.Backing;

/// <summary>A store answered with something else than it was asked for. Nothing of the answer is cached.</summary>
/// <param name="store">The store's name.</param>
/// <param name="fact">What it did.</param>
public sealed class StoreAnswerException(string store, string fact) : CacheException(
    "LAR512", $"The store \"{store}\" {fact}. Nothing of its answer was kept. Correct its query.", null);
