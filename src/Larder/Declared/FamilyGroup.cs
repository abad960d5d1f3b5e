namespace Larder.Declared;

/// <summary>The families of one service.</summary>
internal sealed record FamilyGroup(IReadOnlyList<CacheFamily> Families);
