using System.Diagnostics.CodeAnalysis;
using Larder.Backing;
using Larder.Counting;
using Larder.Durable;
using Larder.Journal;
using Larder.Tiers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Larder.Hosting;

/// <summary>What <c>AddLarder()</c> gives back: choose the shared tier, change the options.</summary>
public sealed class LarderBuilder
{
    internal LarderBuilder(IServiceCollection services, string name)
    {
        Services = services;
        Name = name;
    }

    /// <summary>The application's services; the parts of this cache are keyed by <see cref="Name"/> in it.</summary>
    public IServiceCollection Services { get; }

    /// <summary>The cache's name; empty for the default one.</summary>
    public string Name { get; }

    /// <summary>Changes the options in code; this wins over the configuration.</summary>
    public LarderBuilder Configure(Action<CacheOptions> configure)
    {
        Services.PostConfigure(Name, configure);
        return this;
    }

    /// <summary>
    /// Lets loaders use this service through <see cref="ScopedLoader{TService}"/>, which gives each load one from a scope of its own. A service
    /// that is not registered yet is, as scoped.
    /// </summary>
    public LarderBuilder AddLoader<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TService>()
        where TService : class
    {
        Services.TryAddScoped<TService>();
        Services.TryAddSingleton<ScopedLoader<TService>>();
        return this;
    }

    /// <summary>Memory of this process only: nothing is shared and nothing survives a restart.</summary>
    public LarderBuilder UseMemoryOnly() => Configure(options => options.SharedTier = SharedTierChoice.None);

    /// <summary>Shares entries through a tier; called by <c>UseSqlite()</c> and its like. Of several, the last one is used.</summary>
    public LarderBuilder UseSharedTier(Func<IServiceProvider, CacheOptions, ISharedTierFactory> factory)
    {
        Services.AddKeyedSingleton(Name, (services, _) => new SharedTierRegistration(options => factory(services, options)));
        return this;
    }

    /// <summary>Gives records a place in a shared tier; called by <c>UseSqlite()</c> and its like.</summary>
    /// <param name="tier">The shared tier's short name: <c>sqlite</c>, <c>redis</c>.</param>
    /// <param name="records">The records of an open tier, over the same watch.</param>
    public LarderBuilder UseSharedRecords(string tier, Func<ISharedTier, ISharedRecords> records)
    {
        Services.AddKeyedSingleton(Name, new SharedRecordsRegistration(tier, records));
        return this;
    }

    /// <summary>
    /// Puts something of yours around the shared tier and its records, whichever tier the options name: to measure it, or to close it in a drill. The cache's
    /// guard stands around it, so what it throws or does not answer is an outage of the tier. It disposes the tier that it gets. Of several, the last one is used.
    /// </summary>
    /// <param name="tier">Gets the open tier and gives what the cache asks instead.</param>
    /// <param name="records">The same for the records of that tier.</param>
    public LarderBuilder WrapSharedTier(
        Func<IServiceProvider, ISharedTier, ISharedTier> tier, Func<IServiceProvider, ISharedRecords, ISharedRecords> records)
    {
        ArgumentNullException.ThrowIfNull(tier);
        ArgumentNullException.ThrowIfNull(records);
        Services.AddKeyedSingleton(Name, (services, _) => new TierWrapping(inner => tier(services, inner), inner => records(services, inner)));
        return this;
    }

    /// <summary>
    /// Gives writers a place to hold entries, for <see cref="CacheOptions.WriterHoldFor"/>; called by <c>UseSqlite()</c> and its like. It is opened when
    /// this tier is used and the option is set. The cache owns what it gets and disposes it.
    /// </summary>
    /// <param name="tier">The shared tier's short name: <c>sqlite</c>, <c>redis</c>.</param>
    /// <param name="holds">Opens the holds; never blocks and never throws because the other side is away.</param>
    public LarderBuilder UseWriterHolds(string tier, Func<IServiceProvider, CacheOptions, IWriterHolds> holds)
    {
        Services.AddKeyedSingleton(Name, (services, _) => new WriterHoldsRegistration(tier, options => holds(services, options)));
        return this;
    }

    /// <summary>
    /// Gives counters and visitors a place; called by <c>UseSqlite()</c> and its like. Of several, the one whose tier
    /// the options name is used, else the last; without a shared tier, those of this process alone.
    /// </summary>
    /// <param name="tier">The shared tier's short name: <c>sqlite</c>, <c>redis</c>.</param>
    /// <param name="counters">Makes the counters.</param>
    /// <param name="visitors">Makes the place of visits.</param>
    public LarderBuilder UseCounting(
        string tier, Func<IServiceProvider, CacheOptions, ICounters> counters, Func<IServiceProvider, CacheOptions, IVisitorStore> visitors)
    {
        Services.AddPlace(Name, tier, counters);
        Services.AddPlace(Name, tier, visitors);
        return this;
    }

    /// <summary>
    /// Gives values that must never be lost a place; called by <c>UseSqlite()</c> and its like. Of several, the one whose tier the options name is used,
    /// else the last; without a shared tier they last as long as the process.
    /// </summary>
    /// <param name="tier">The shared tier's short name: <c>sqlite</c>, <c>redis</c>.</param>
    /// <param name="store">Makes the place.</param>
    public LarderBuilder UseDurable(string tier, Func<IServiceProvider, CacheOptions, IDurableStore> store)
    {
        Services.AddPlace(Name, tier, store);
        return this;
    }

    /// <summary>
    /// Puts this cache in front of a store; callers get <see cref="ICachedStore{TKey,TValue}"/>. The store is registered as scoped, if it is not yet, and
    /// each call gets one from a scope of its own.
    /// </summary>
    /// <param name="name">Its name, in keys, messages and the journal; keep it.</param>
    /// <param name="configure">Chooses the strategy and how its entries behave.</param>
    public LarderBuilder AddStore<TKey, TValue, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TStore>(
        string name, Action<StoreOptions<TKey, TValue>>? configure = null)
        where TKey : notnull
        where TValue : class
        where TStore : class, IBackingStore<TKey, TValue>
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var options = new StoreOptions<TKey, TValue>();
        configure?.Invoke(options);
        Services.TryAddScoped<TStore>();
        Services.AddStore(Name, new StoreDefinition<TKey, TValue>(name, options, static provider => provider.GetRequiredService<TStore>()));
        return this;
    }

    /// <summary>Changes how the journal of this cache works.</summary>
    public LarderBuilder ConfigureWriteBehind(Action<WriteBehindOptions> configure)
    {
        Services.Configure(Name, configure);
        return this;
    }

    /// <summary>Gives writes a journal; called by <c>UseRedis()</c> and its like. Of several, the one whose tier the options name is used, else the last.</summary>
    /// <param name="tier">The shared tier's short name: <c>sqlite</c>, <c>redis</c>.</param>
    /// <param name="journal">Makes the journal.</param>
    public LarderBuilder UseJournal(string tier, Func<IServiceProvider, CacheOptions, JournalSettings, IWriteJournal> journal)
    {
        Services.AddKeyedSingleton(Name, new JournalRegistration(tier, journal));
        return this;
    }
}
