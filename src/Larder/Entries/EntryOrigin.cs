using Larder.Validity;

namespace Larder.Entries;

/// <summary>Where an entry comes from, and who would say that it does not hold any more.</summary>
/// <param name="Version">The version under which the shared tier holds it; none if it does not.</param>
/// <param name="Watch">The stream that tells of changes.</param>
/// <param name="Epoch">Which life of that stream.</param>
/// <param name="Pins">The marks that it depends on; at least the one of the whole cache.</param>
/// <param name="LoadTime">How long the loader took to make the value.</param>
/// <param name="IsNull">The value is null, or its id does not exist.</param>
internal readonly record struct EntryOrigin(SlotVersion Version, Watch Watch, int Epoch, MarkPin[] Pins, TimeSpan LoadTime, bool IsNull);
