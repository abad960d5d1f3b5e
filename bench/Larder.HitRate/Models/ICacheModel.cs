namespace Larder.HitRate.Models;

/// <summary>A cache as far as its hit ratio goes: every entry weighs one.</summary>
internal interface ICacheModel
{
    /// <summary>How many keys it holds; never above its capacity when an access is over.</summary>
    int Count { get; }

    /// <summary>Reads the key and, when it is absent, offers it to the cache. True: it was there.</summary>
    bool Access(int key);
}
