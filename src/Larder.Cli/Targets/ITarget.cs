using Larder.Inspection;

namespace Larder.Cli.Targets;

/// <summary>A cache that can be asked: by its application, or where its entries lie.</summary>
internal interface ITarget : IAsyncDisposable
{
    /// <summary>What it is and how it was found, in a line.</summary>
    string Description { get; }

    /// <summary>What is in front of its keys, when that is known to be of one cache alone; null: nothing may be cleared by it.</summary>
    string? Owner { get; }

    ValueTask<AppReport> StatsAsync(CancellationToken cancellationToken);

    ValueTask<KeyPage> KeysAsync(KeyQuery query, CancellationToken cancellationToken);

    /// <summary>Null: there is none.</summary>
    ValueTask<EntrySight?> FindAsync(string key, CancellationToken cancellationToken);

    /// <summary>Null: there is none.</summary>
    ValueTask<ValueSight?> ReadAsync(string key, SecretValues secrets, CancellationToken cancellationToken);

    ValueTask<RemovalAnswer> RemoveAsync(RemovalRequest request, CancellationToken cancellationToken);

    ValueTask<RemovalAnswer> ExpireAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken);

    ValueTask<RemovalAnswer> ClearAsync(CancellationToken cancellationToken);
}
