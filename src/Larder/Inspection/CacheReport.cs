namespace Larder.Inspection;

/// <summary>One cache of an application.</summary>
/// <param name="Name">Empty for the default one.</param>
/// <param name="KeyPrefix">In front of its keys in the shared tier.</param>
/// <param name="Health">How it does.</param>
/// <param name="Reads">What its reads came to; of this process.</param>
/// <param name="Memory">What its memory holds.</param>
/// <param name="Families">The families of keys that attributes declare.</param>
public sealed record CacheReport(
    string Name, string KeyPrefix, CacheHealth Health, ReadReport Reads, MemoryReport Memory, IReadOnlyList<FamilyReport> Families);
