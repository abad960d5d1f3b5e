namespace Larder.Chaos;

/// <summary>
/// The few keys that everybody reads and writes, in two groups that have a tag and a prefix in common; and one that is for itself, which only
/// foreign programs write.
/// </summary>
public static class KeySet
{
    public const int Count = 8;
    /// <summary>The first so many have a source that always answers.</summary>
    public const int Reliable = Count - 2;

    public const int Groups = 3;

    /// <summary>
    /// Some of its loads take longer than the bound, and fail then. No process removes it: that would send callers away from a load under way,
    /// and here they are to come late to one that a foreign program has overtaken.
    /// </summary>
    public const int Slow = Count - 1;

    /// <summary>In front of every key in the shared tier.</summary>
    public const string TierPrefix = "chaos:";

    public static string NameOf(int key) => $"{PrefixOf(GroupOf(key))}item:{key}";

    public static int NumberOf(string name) => name[^1] - '0';

    public static int GroupOf(int key) => key == Slow ? 2 : key % 2;

    public static string TagOf(int group) => $"group:{group}";

    public static string PrefixOf(int group) => $"shelf:{group}:";

    public static IEnumerable<int> Of(int group) => Enumerable.Range(0, Count).Where(key => GroupOf(key) == group);

    /// <summary>Its source fails now and then and its values expire soon, so that expired ones are asked to stand in.</summary>
    public static bool IsUnreliable(int key) => key >= Reliable;
}
