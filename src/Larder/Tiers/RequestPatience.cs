using System.Globalization;
using Larder.Diagnostics;

namespace Larder.Tiers;

/// <summary>
/// A request waits for the shared tier once: after one of its calls had no answer in time, the rest of its reads go past the tier at once, so that
/// a page of twenty reads takes one timeout longer and not twenty. Where there is no request, nothing is skipped.
/// </summary>
internal sealed class RequestPatience(TimeProvider time)
{
    /// <summary>An activity that lives longer is no request, and may ask again.</summary>
    private static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(30);

    private static int made;

    private readonly string _mark = "larder.tier-timed-out." + Interlocked.Increment(ref made).ToString(CultureInfo.InvariantCulture);
    private long _latest = long.MinValue;

    /// <summary>Whether the current request has waited in vain. Costs next to nothing as long as nobody has.</summary>
    public bool IsOver
    {
        get
        {
            var latest = Volatile.Read(ref _latest);
            if (latest == long.MinValue || time.GetElapsedTime(latest) > LongestRequest) return false;
            return CurrentRequest.Outermost?.GetCustomProperty(_mark) is long at && time.GetElapsedTime(at) <= LongestRequest;
        }
    }

    /// <summary>A call of the current request had no answer in time.</summary>
    public void End()
    {
        var now = time.GetTimestamp();
        Volatile.Write(ref _latest, now);
        CurrentRequest.Outermost?.SetCustomProperty(_mark, now);
    }
}
