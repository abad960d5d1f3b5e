using System.Collections.Concurrent;
using Larder.Versions;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.AspNetCore.Tests.Support;

/// <summary>Stands before the versioned entries of an instance: counts, and lets a test do something right before a change is made.</summary>
public sealed class WatchedEntries(IVersionedEntries inner) : IVersionedEntries
{
    private int _reads;
    private int _replacements;

    public int Reads => _reads;

    public int Replacements => _replacements;

    public ConcurrentQueue<string> Keys { get; } = new();

    /// <summary>Done once before the next replacement.</summary>
    public Func<string, Task>? BeforeReplace { get; set; }

    /// <summary>Done once before the next removal.</summary>
    public Func<string, Task>? BeforeRemove { get; set; }

    /// <summary>Puts one before the entries of the default cache.</summary>
    public static void Watch(IServiceCollection services)
    {
        var before = services.Last(static service => service.ServiceKey is "" && service.ServiceType == typeof(IVersionedEntries));
        services.AddSingleton(provider => new WatchedEntries((IVersionedEntries)before.KeyedImplementationFactory!(provider, "")));
        services.AddKeyedSingleton<IVersionedEntries>("", static (provider, _) => provider.GetRequiredService<WatchedEntries>());
    }

    public ValueTask<VersionedEntry> ReadAsync(string key, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        Keys.Enqueue(key);
        return inner.ReadAsync(key, cancellationToken);
    }

    public ValueTask<VersionedEntry> ClaimAsync(string key, CancellationToken cancellationToken) => inner.ClaimAsync(key, cancellationToken);

    public async ValueTask<VersionedOutcome> ReplaceAsync(VersionedEntry seen, VersionedWrite write, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _replacements);
        if (BeforeReplace is { } act)
        {
            BeforeReplace = null;
            await act(seen.Key);
        }

        return await inner.ReplaceAsync(seen, write, cancellationToken);
    }

    public async ValueTask<VersionedOutcome> RemoveAsync(VersionedEntry seen, CancellationToken cancellationToken)
    {
        if (BeforeRemove is { } act)
        {
            BeforeRemove = null;
            await act(seen.Key);
        }

        return await inner.RemoveAsync(seen, cancellationToken);
    }
}
