using System.Diagnostics;

namespace Larder.Diagnostics;

/// <summary>
/// The request that a call is made for: the outermost <see cref="Activity"/>, which ASP.NET Core makes for each. A load runs without the
/// context of whoever began it; this alone goes with it, for what counts or logs by request. Nothing that ends with the request may hang on it.
/// </summary>
public static class CurrentRequest
{
    private static readonly AsyncLocal<Activity?> Carried = new();

    /// <summary>Null outside a request. In a load, the request that began it; others may wait for the same load.</summary>
    public static Activity? Outermost
    {
        get
        {
            if (Carried.Value is { } carried) return carried;
            var activity = Activity.Current;
            while (activity?.Parent is { } outer) activity = outer;
            return activity;
        }
    }

    /// <summary>From here on, what runs belongs to this request.</summary>
    internal static void Carry(Activity? request)
    {
        if (request is not null) Carried.Value = request;
    }
}
