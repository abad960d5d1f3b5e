using Larder.Support;

namespace Storefront.Tests.Support;

/// <summary>Two instances of the shop on one database, sharing through a file or through a Redis of their own.</summary>
internal sealed class Pair : IAsyncDisposable
{
    private readonly DataFolder _folder = new();
    private readonly RedisServer? _redis;

    private Pair(RedisServer? redis)
    {
        _redis = redis;
        (string, string)[] settings = redis is null ? [] : [("Larder:Redis:Url", redis.Url), ("Larder:SharedTier", "redis")];
        One = Shop.OpenOn(_folder, settings);
        Two = Shop.OpenOn(_folder, settings);
    }

    public Shop One { get; }

    public Shop Two { get; }

    public RedisServer Redis => _redis ?? throw new InvalidOperationException("This pair shares a file.");

    public static async Task<Pair> OpenAsync(bool withRedis) => new(withRedis ? await RedisServer.StartAsync() : null);

    public async ValueTask DisposeAsync()
    {
        await One.DisposeAsync();
        await Two.DisposeAsync();
        if (_redis is not null) await _redis.DisposeAsync();
        _folder.Dispose();
    }
}
