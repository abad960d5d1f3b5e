using System.Globalization;
using System.Text;
using Larder;
using Larder.Diagnostics;

namespace Storefront.Strip;

/// <summary>One read as a member of the <c>Cache-Status</c> header, RFC 9211.</summary>
internal static class CacheStatus
{
    public const string Header = "Cache-Status";

    /// <summary>The member; the key goes in only where it may be seen.</summary>
    public static string Format(in CacheRead read, bool withKey)
    {
        var member = new StringBuilder("larder; ").Append(Outcome(read));
        if (read.Source is ReadSource.Memory or ReadSource.Shared && read.ExpiresIn is { } left)
            member.Append(CultureInfo.InvariantCulture, $"; ttl={(long)left.TotalSeconds}");
        if (Detail(read) is { } detail) member.Append("; detail=").Append(detail);
        if (withKey && IsPrintable(read.Key)) member.Append("; key=\"").Append(Escape(read.Key)).Append('"');
        return member.ToString();
    }

    private static string Outcome(in CacheRead read) => read.Source switch
    {
        ReadSource.Memory or ReadSource.Shared => "hit",
        ReadSource.Stale => "fwd=stale",
        _ => read.Reason == MissReason.Bypassed ? "fwd=bypass" : "fwd=miss",
    };

    // Memory is where a hit is expected and needs no word.
    private static string? Detail(in CacheRead read) => read.Source switch
    {
        ReadSource.Memory => null,
        ReadSource.Shared => "shared",
        ReadSource.Stale => "load-failed",
        _ => MissWords.ForHeader(read.Reason),
    };

    // A structured string holds printable ASCII alone; a key with anything else stays out of the header.
    private static bool IsPrintable(string key) => key.All(c => c is >= ' ' and <= '~');

    private static string Escape(string key) => key.Replace("\\", "\\\\").Replace("\"", "\\\"");
}
