using Larder;

namespace Storefront.Strip;

/// <summary>Why a read had to load, for people and for the header.</summary>
internal static class MissWords
{
    public static string ForPeople(MissReason reason) => reason switch
    {
        MissReason.Cold => "cold – not asked for before",
        MissReason.Expired => "expired – its time was over",
        MissReason.NegativeExpired => "expired – it was remembered as not there, and the time of that was over",
        MissReason.Removed => "removed – it was changed",
        MissReason.RemovedByTag => "removed – its group was changed",
        MissReason.RemovedByPattern => "removed – by a pattern that names it",
        MissReason.Cleared => "cleared – somebody emptied the cache",
        MissReason.Evicted => "evicted – memory needed the space",
        MissReason.EvictedUnderPressure => "evicted – the machine is short of memory",
        MissReason.Vanished => "vanished – the shared tier lost it",
        MissReason.Bypassed => "bypassed – this page was asked not to use the cache",
        MissReason.TierUnreachable => "unreachable – the shared tier did not answer",
        MissReason.OtherVersion => "other version – it was stored by another version of this shop",
        MissReason.Unreadable => "unreadable – what was stored could not be read",
        MissReason.Unknown => "unknown – too long ago to tell",
        _ => "not told",
    };

    public static string ForHeader(MissReason reason) => reason switch
    {
        MissReason.Cold => "cold",
        MissReason.Expired => "expired",
        MissReason.NegativeExpired => "negative-expired",
        MissReason.Removed => "removed",
        MissReason.RemovedByTag => "removed-by-tag",
        MissReason.RemovedByPattern => "removed-by-pattern",
        MissReason.Cleared => "cleared",
        MissReason.Evicted => "evicted",
        MissReason.EvictedUnderPressure => "evicted-under-pressure",
        MissReason.Vanished => "vanished",
        MissReason.Bypassed => "bypassed",
        MissReason.TierUnreachable => "tier-unreachable",
        MissReason.OtherVersion => "other-version",
        MissReason.Unreadable => "unreadable",
        _ => "unknown",
    };
}
