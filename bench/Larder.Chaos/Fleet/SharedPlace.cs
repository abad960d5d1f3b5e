using Larder.Support;

namespace Larder.Chaos.Fleet;

/// <summary>What the processes share: a server of the run's own, or a file.</summary>
public sealed class SharedPlace : IAsyncDisposable
{
    private readonly string? _folder;

    private SharedPlace(RedisServer? server, string? folder) => (Server, _folder) = (server, folder);

    /// <summary>Null for a file.</summary>
    public RedisServer? Server { get; }

    // Without fsync a write is still in the system's hands before it is answered, so that kill -9 loses nothing that was acknowledged.
    public static async Task<SharedPlace> OpenAsync(TierKind tier) => tier == TierKind.Redis
        ? new(await RedisServer.StartAsync("appendonly yes", "appendfsync no"), null)
        : new(null, Directory.CreateTempSubdirectory("larder-chaos-").FullName);

    /// <summary>A server that keeps nothing on its disk.</summary>
    public static async Task<SharedPlace> OpenVolatileServerAsync() => new(await RedisServer.StartAsync(), null);

    /// <summary>Where a worker finds it, through its own proxy if there is one.</summary>
    public string AddressFor(TcpProxy? proxy) => Server is { } server ? $"redis://{proxy?.EndPoint ?? server.EndPoint}" : Path.Combine(_folder!, "cache.db");

    public async ValueTask DisposeAsync()
    {
        if (Server is not null) await Server.DisposeAsync();
        if (_folder is not null) Directory.Delete(_folder, recursive: true);
    }
}
