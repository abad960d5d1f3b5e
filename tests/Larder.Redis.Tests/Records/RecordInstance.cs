using Larder.Records;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Redis.Tests.Records;

/// <summary>One application that shares its records through Redis, as it would be registered.</summary>
internal sealed class RecordInstance : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public RecordInstance(string url, string prefix, RecordKeyStyle keys = RecordKeyStyle.Named, Action<CacheOptions>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddLarder().UseRedis(url).Configure(options =>
        {
            options.Name = "people";
            options.KeyPrefix = prefix;
            options.Jitter = 0;
            // A loaded machine is no outage.
            options.CommandTimeout = TimeSpan.FromSeconds(5);
            configure?.Invoke(options);
        }).AddRecords<Person, int>("user", person => person.Id, records =>
        {
            records.Keys = keys;
            records.FindBy(person => person.Email);
        });
        _services = services.BuildServiceProvider();
        Cache = _services.GetRequiredService<ICache>();
        People = _services.GetRequiredService<RecordCache<Person, int>>();
    }

    public ICache Cache { get; }

    public RecordCache<Person, int> People { get; }

    public int Loads { get; private set; }

    public static Person Row(int id) => new(
        id, $"name {id}", null, 12.50m, $"{id}@example.org", new DateOnly(1990, 1, 2), IsActive: true, [1, 2, 255]);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    public Task<PersonName?> NameAsync(int id, string name = "loaded") => People.GetAsync(id, (asked, _) =>
    {
        Loads++;
        return new ValueTask<PersonName?>(new PersonName(asked, name, $"{asked}@example.org"));
    }).AsTask();

    public Task<PersonCard?> CardAsync(int id) => People.GetAsync(id, (asked, _) =>
    {
        Loads++;
        return new ValueTask<PersonCard?>(new PersonCard(asked, null, 12.50m, new DateOnly(1990, 1, 2), IsActive: true));
    }).AsTask();

    public Task<PersonName?> ByEmailAsync(string email, int id) => People.GetByAsync("Email", email, (asked, _) =>
    {
        Loads++;
        return new ValueTask<PersonName?>(new PersonName(id, "loaded", asked));
    }).AsTask();
}
