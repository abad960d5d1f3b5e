using Storefront.Gates;

namespace Storefront.Lab.Outages;

/// <summary>What the lab is told about the way to the database.</summary>
internal static class GateOrders
{
    public const string DelayRule = "delay is a whole number of milliseconds from 0 to 10000.";

    private const int MostMs = 10_000;

    /// <summary>Changes the delay of the database; no text leaves it as it is.</summary>
    /// <returns>False when the text is no delay.</returns>
    public static bool TryDelayDatabase(this ShopGates gates, string? milliseconds)
    {
        if (string.IsNullOrEmpty(milliseconds)) return true;
        if (LabNumber.Read(milliseconds, 0, 0, MostMs) is not { } known) return false;
        gates.DatabaseDelay.Set(known);
        return true;
    }
}
