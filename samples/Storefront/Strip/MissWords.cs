using Larder;

namespace Storefront.Strip;

/// <summary>Why a read had to load, for people and for the header.</summary>
internal static class MissWords
{
    public static string ForPeople(MissReason reason) => reason switch
    {
        MissReason.Cold => "cold – not asked for before, or too long ago to tell",
        MissReason.Expired => "expired – its time was over",
        MissReason.Removed => "removed – it was changed",
        MissReason.Evicted => "evicted – memory needed the space",
        MissReason.Bypassed => "bypassed – this page was asked not to use the cache",
        MissReason.TierUnreachable => "unreachable – the shared tier did not answer",
        MissReason.Unreadable => "unreadable – what was stored could not be read",
        _ => "not told",
    };

    public static string ForHeader(MissReason reason) => reason switch
    {
        MissReason.Cold => "cold",
        MissReason.Expired => "expired",
        MissReason.Removed => "removed",
        MissReason.Evicted => "evicted",
        MissReason.Bypassed => "bypassed",
        MissReason.TierUnreachable => "tier-unreachable",
        MissReason.Unreadable => "unreadable",
        _ => "unknown",
    };
}
