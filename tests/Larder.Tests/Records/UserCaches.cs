using Larder.Records;
using Larder.Testing.Hosting;
using Larder.Testing.Tiers;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Tests.Records;

/// <summary>Caches of users, as an application adds them.</summary>
internal static class UserCaches
{
    public static CacheHarness Alone(Action<RecordOptions<User>>? options = null, Action<CacheOptions>? configure = null) =>
        new(configure, larder => larder.AddRecords<User, int>("user", user => user.Id, records => Configure(records, options)));

    public static CacheHarness On(InMemoryTierServer server, Action<RecordOptions<User>>? options = null, Action<CacheOptions>? configure = null) =>
        new(server, configure, larder => larder.AddRecords<User, int>("user", user => user.Id, records => Configure(records, options)));

    public static RecordCache<User, int> Users(this CacheHarness harness) => harness.Services.GetRequiredService<RecordCache<User, int>>();

    private static void Configure(RecordOptions<User> records, Action<RecordOptions<User>>? options)
    {
        records.FindBy(user => user.Email);
        options?.Invoke(records);
    }
}
