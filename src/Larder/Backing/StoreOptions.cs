using System.Data.Common;
using System.Globalization;
using System.Net.Sockets;

namespace Larder.Backing;

/// <summary>How one store is cached.</summary>
/// <typeparam name="TKey">The primary key.</typeparam>
/// <typeparam name="TValue">The row.</typeparam>
public sealed class StoreOptions<TKey, TValue>
    where TKey : notnull
    where TValue : class
{
    /// <summary>How a write reaches database and cache. Default <see cref="WriteStrategy.Around"/>.</summary>
    public WriteStrategy Strategy { get; set; }

    /// <summary>
    /// The cache's key of a row; the same in all processes, different for different rows of all stores. Null: the store's name, a colon and the key's
    /// text in the invariant culture. By write-behind the tag of a shard stands before it.
    /// </summary>
    public Func<TKey, string>? Key { get; set; }

    /// <summary>The key that a row says of itself. If it is given, a row of another key than was asked for is an error and not a wrong entry.</summary>
    public Func<TValue, TKey>? IdOf { get; set; }

    /// <summary>How its entries behave.</summary>
    public CacheEntryOptions Entries { get; set; } = new();

    /// <summary>After how long a write of the store is given up. Default 30 seconds, as a database command has.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// By write-behind: whether a failure will pass, so that the write waits and is tried again for as long as it takes; any other is tried
    /// <c>MaxTries</c> times. Default: what the database calls transient, lost connections and time-outs.
    /// </summary>
    public Func<Exception, bool> IsTransient { get; set; } = Passes;

    internal string KeyOf(string name, TKey key) =>
        Key is { } named ? named(key) : string.Create(CultureInfo.InvariantCulture, $"{name}:{key}");

    private static bool Passes(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
            if (cause is DbException { IsTransient: true } or TimeoutException or IOException or SocketException or OperationCanceledException or StoreTimeoutException)
                return true;
        return false;
    }
}
