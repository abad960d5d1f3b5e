namespace Larder.Validity;

/// <summary>What an address names: an entry, or a mark that entries depend on. The tier maps it to its own key or row.</summary>
/// <param name="Kind">What is addressed.</param>
/// <param name="Name">The full name, with the prefix of the cache in front. Compared ordinally.</param>
public readonly record struct Slot(SlotKind Kind, string Name);
