using System.Security.Cryptography;
using Larder.Tiers;
using Microsoft.AspNetCore.DataProtection;

namespace Storefront.Accounts;

/// <summary>
/// Whether cookies and forms can be protected. In a shop that starts before its Redis they can't until the key ring was read once; from then on it is in memory.
/// </summary>
internal sealed class KeyRingState(IDataProtectionProvider protection, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private volatile bool _wasRead;
    private long _failedAt;

    public bool IsReadable()
    {
        if (_wasRead) return true;

        // Asking for the ring holds a thread, and others wait for the one that asks: one in a while is enough.
        var failedAt = Volatile.Read(ref _failedAt);
        if (failedAt != 0 && clock.GetElapsedTime(failedAt) < Pause) return false;
        try
        {
            protection.CreateProtector("Storefront.Accounts.KeyRingState").Protect([]);
            return _wasRead = true;
        }
        catch (Exception error) when (IsOfTier(error))
        {
            Volatile.Write(ref _failedAt, clock.GetTimestamp());
            return false;
        }
    }

    private static bool IsOfTier(Exception? error) => error is TierException || (error is CryptographicException && IsOfTier(error.InnerException));
}
