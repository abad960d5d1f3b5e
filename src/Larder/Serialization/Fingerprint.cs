using System.Text;

namespace Larder.Serialization;

/// <summary>A name as four bytes, the same in every process: FNV-1a of 32 bits over its UTF-8 (Fowler, Noll, Vo).</summary>
internal static class Fingerprint
{
    public static uint Of(string name)
    {
        var hash = 2166136261;
        foreach (var one in Encoding.UTF8.GetBytes(name)) hash = unchecked((hash ^ one) * 16777619);
        return hash;
    }

    /// <summary>Without assemblies and their versions, so that a package's update does not change it.</summary>
    public static uint Of(Type type) => Of(type.ToString());
}
