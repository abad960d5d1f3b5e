using Larder.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Redis.Tests.Counting;

public sealed class SqliteCountingTests : CountingContract
{
    private readonly string _folder = Directory.CreateTempSubdirectory("larder-counting-").FullName;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    protected override void Use(LarderBuilder builder) => builder.UseSqlite(Path.Combine(_folder, "cache.db"));
}
