using Larder.Hosting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.AspNetCore.Tests.Support;

/// <summary>What the instances of one test share: a tier, or nothing, and a key ring.</summary>
public sealed class TierPlace(TierKind kind, string? redisUrl = null) : IAsyncDisposable
{
    private readonly string _name = "t" + Guid.NewGuid().ToString("N");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("larder-web-");

    public TierKind Kind => kind;

    public string Name => _name;

    public IDataProtectionProvider Protection { get; } = new EphemeralDataProtectionProvider();

    public LarderBuilder Apply(LarderBuilder builder)
    {
        builder.Configure(options =>
        {
            options.Name = _name;
            options.Redis.Url = redisUrl;
            options.CommandTimeout = TimeSpan.FromSeconds(5);
        });
        return kind switch
        {
            TierKind.Sqlite => builder.UseSqlite(Path.Combine(_folder.FullName, "cache.db")),
            TierKind.Redis => builder.UseRedis(),
            _ => builder.UseMemoryOnly(),
        };
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return default;
    }
}
