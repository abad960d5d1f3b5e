namespace Larder.Diagnostics;

/// <summary>What the memory of one cache holds at a moment, and what left it.</summary>
/// <param name="Entries">Entries in memory, those included whose time is over and that nobody asked for since.</param>
/// <param name="Bytes">Bytes that they take; never more than <paramref name="MaxBytes"/>.</param>
/// <param name="MaxBytes">The bound in bytes.</param>
/// <param name="PresentMaxBytes">What is used of that bound at present: less while the process or the machine is short of memory.</param>
/// <param name="MaxEntries">The bound in entries; null when only bytes count.</param>
/// <param name="ColdShare">Which part of the bound is kept for entries that are new; the policy moves it between 0.01 and 0.9.</param>
/// <param name="Removals">How many entries left since the cache was made, by cause; all causes.</param>
/// <param name="LastRemoved">Those that left last, the latest first; at most 64.</param>
/// <param name="Hottest">Those that would stay longest, the hottest first.</param>
/// <param name="Coldest">Those that would leave next, the first one first.</param>
public sealed record MemoryContents(
    int Entries, long Bytes, long MaxBytes, long PresentMaxBytes, int? MaxEntries, double ColdShare,
    IReadOnlyDictionary<RemovalCause, long> Removals, IReadOnlyList<RemovedEntry> LastRemoved, IReadOnlyList<HeldEntry> Hottest,
    IReadOnlyList<HeldEntry> Coldest);
