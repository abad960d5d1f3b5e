using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Larder.Records;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Declared;

/// <summary>Which records a method reads; for generated code.</summary>
/// <param name="cache">The name of their cache.</param>
/// <param name="by">The property that they are found by; empty: the key.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RecordAddress<TEntity, TKey>(string cache, string by)
    where TEntity : class
    where TKey : notnull
{
    private const DynamicallyAccessedMemberTypes Needed = DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicConstructors;

    internal ValueTask<T?> ReadAsync<TValue, [DynamicallyAccessedMembers(Needed)] T>(
        IServiceProvider services, TValue key, Func<TValue, CancellationToken, ValueTask<T?>> load, CancellationToken cancellationToken)
        where TValue : notnull
        where T : class
    {
        var records = services.GetKeyedService<RecordCache<TEntity, TKey>>(cache) ?? throw new InvalidOperationException(
            $"LAR344 A method reads records of {typeof(TEntity).Name} by {typeof(TKey).Name}, and there are none"
            + $"{(cache.Length == 0 ? "" : $" in the cache \"{cache}\"")}. Call AddRecords on what AddLarder() returns, with a key of that type.");
        return by.Length == 0
            ? records.GetAsync((TKey)(object)key, (Func<TKey, CancellationToken, ValueTask<T?>>)(object)load, cancellationToken)
            : records.GetByAsync(by, key, load, cancellationToken);
    }
}
