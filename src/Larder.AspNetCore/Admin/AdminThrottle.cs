using System.Net;
using System.Net.Sockets;

namespace Larder.AspNetCore.Admin;

/// <summary>Refuses an address that sent five wrong tokens within a minute, for the rest of it.</summary>
internal sealed class AdminThrottle(TimeProvider time)
{
    public const int MostFailures = 5;
    private const int MostAddresses = 10_000;
    private const string Others = "others";
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (long Since, int Failures)> _failures = [];

    /// <summary>How long it is refused; null: it is not.</summary>
    public TimeSpan? RefusedFor(IPAddress? address)
    {
        lock (_lock)
        {
            if (!_failures.TryGetValue(NameOf(address), out var known) || known.Failures < MostFailures) return null;
            var left = Window - time.GetElapsedTime(known.Since);
            return left > TimeSpan.Zero ? left : null;
        }
    }

    /// <summary>A wrong token came from there; true when it was one too many.</summary>
    public bool Failed(IPAddress? address)
    {
        lock (_lock)
        {
            var name = NameOf(address);
            if (!_failures.TryGetValue(name, out var known) || time.GetElapsedTime(known.Since) >= Window) known = (time.GetTimestamp(), 0);
            _failures[name] = (known.Since, known.Failures + 1);
            return known.Failures + 1 == MostFailures;
        }
    }

    // One machine has a whole network of IPv6; and whoever comes from everywhere at once is one, too.
    private string NameOf(IPAddress? address)
    {
        if (address is { IsIPv4MappedToIPv6: true }) address = address.MapToIPv4();
        var name = address is null ? ""
            : address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes()[..8])
            : address.ToString();
        if (_failures.Count < MostAddresses || _failures.ContainsKey(name)) return name;
        foreach (var (old, known) in _failures.ToArray())
            if (time.GetElapsedTime(known.Since) >= Window) _failures.Remove(old);
        return _failures.Count < MostAddresses ? name : Others;
    }
}
