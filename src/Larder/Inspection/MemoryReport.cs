namespace Larder.Inspection;

/// <summary>What the memory of a cache holds.</summary>
/// <param name="Entries">Entries.</param>
/// <param name="Bytes">Bytes that they take.</param>
/// <param name="MaxBytes">The bound in bytes.</param>
/// <param name="PresentMaxBytes">What is used of that bound at present.</param>
/// <param name="MaxEntries">The bound in entries; null when only bytes count.</param>
/// <param name="Removals">How many entries left, by cause; those causes that there were.</param>
public sealed record MemoryReport(
    int Entries, long Bytes, long MaxBytes, long PresentMaxBytes, int? MaxEntries, IReadOnlyDictionary<string, long> Removals);
