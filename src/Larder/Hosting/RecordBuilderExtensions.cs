using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using Larder.Entries;
using Larder.Hosting;
using Larder.Pipeline;
using Larder.Records;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds records to a cache.</summary>
public static class RecordBuilderExtensions
{
    /// <summary>
    /// Caches rows of an entity field by field: <see cref="RecordCache{TEntity, TKey}"/> is a service, for a named cache one that is keyed by its name.
    /// </summary>
    /// <param name="builder">The cache.</param>
    /// <param name="family">The name of the records in keys: <c>user</c>. No colon.</param>
    /// <param name="key">The property by which they are kept: <c>user => user.Id</c>.</param>
    /// <param name="configure">Other ways to find them, expirations, tags.</param>
    /// <exception cref="ArgumentException">The name or a property does not fit (LAR451).</exception>
    public static LarderBuilder AddRecords<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TEntity, TKey>(
        this LarderBuilder builder, string family, Expression<Func<TEntity, TKey>> key, Action<RecordOptions<TEntity>>? configure = null)
        where TEntity : class
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(key);
        var options = new RecordOptions<TEntity>();
        configure?.Invoke(options);
        var definition = RecordDefinition.Of(family, RecordDefinition.PropertyOf(key), RecordShape.Of(typeof(TEntity)), options);
        var name = builder.Name;
        builder.Services.AddKeyedSingleton(name, (services, _) => new RecordCache<TEntity, TKey>(PartsOf(services, name, definition, options.AllowPlainText)));
        if (name.Length == 0) builder.Services.AddSingleton(static services => services.GetRequiredKeyedService<RecordCache<TEntity, TKey>>(""));
        return builder;
    }

    private static RecordParts PartsOf(IServiceProvider services, string name, RecordDefinition definition, bool allowPlainText)
    {
        var cache = services.GetRequiredKeyedService<Cache>(name).Parts;
        if (cache.Tier is not null && cache.Records is null)
            throw new InvalidOperationException($"LAR455 The shared tier {cache.Tier.Traits.Name} keeps no records. Use Redis or SQLite, or add the records to a cache of memory alone.");
        if (cache.Tier is not null && cache.Options.EncryptionKeys.Count > 0 && !allowPlainText)
            throw new InvalidOperationException("LAR454 The cache encrypts what it shares, and fields of records are plain text. Set AllowPlainText for records that may be, or keep these in a cache without a shared tier.");
        var policy = new EntryPolicies(cache.Options).Of(definition.Entry);
        foreach (var tag in policy.Tags) cache.Keys.Check(tag, "tag");
        return new RecordParts(cache, definition, policy, new MarkBook(cache), new LiveLeases());
    }
}
