using Microsoft.Extensions.DependencyInjection;

namespace Larder.Backing;

/// <summary>Calls the application's store, each time one from a scope of its own, and believes no answer that does not fit the question.</summary>
internal sealed class StoreCalls<TKey, TValue>(StoreDefinition<TKey, TValue> definition, IServiceScopeFactory scopes, TimeProvider time)
    where TKey : notnull
    where TValue : class
{
    public string Name => definition.Name;

    public async ValueTask<TValue?> LoadAsync(TKey key, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var value = await definition.Open(scope.ServiceProvider).LoadAsync(key, cancellationToken).ConfigureAwait(false);
        if (value is not null) CheckId(key, value);
        return value;
    }

    public async ValueTask<Dictionary<TKey, TValue>> LoadManyAsync(IReadOnlyList<TKey> keys, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var asked = keys.ToHashSet();
        var rows = new Dictionary<TKey, TValue>(keys.Count);
        foreach (var (key, value) in await definition.Open(scope.ServiceProvider).LoadManyAsync(keys, cancellationToken).ConfigureAwait(false) ?? [])
        {
            if (key is null || !asked.Contains(key)) throw Unfit("gave a row that nobody asked for");
            if (value is null) throw Unfit("gave null for a row; those that do not exist are left out");
            if (!rows.TryAdd(key, value)) throw Unfit("gave a row twice");
            CheckId(key, value);
        }

        return rows;
    }

    /// <summary>Writes; the task ends when the store does, which may be long after its time is over and it was told so.</summary>
    public async Task WriteAsync(IReadOnlyList<StoreWrite<TKey, TValue>> writes, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(definition.Options.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        await using var scope = scopes.CreateAsyncScope();
        await definition.Open(scope.ServiceProvider).WriteAsync(writes, both.Token).ConfigureAwait(false);
    }

    /// <summary>Waits for a write, no longer than it has; then the failure says that its outcome is not known.</summary>
    public async Task InTimeAsync(Task writing, CancellationToken cancellationToken)
    {
        try
        {
            await writing.WaitAsync(definition.Options.Timeout, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException && !cancellationToken.IsCancellationRequested && IsLate(writing))
        {
            throw new StoreTimeoutException(definition.Name, definition.Options.Timeout);
        }
    }

    public async ValueTask<long> HighestVersionAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await definition.Open(scope.ServiceProvider).HighestVersionAsync(cancellationToken).ConfigureAwait(false);
    }

    private static bool IsLate(Task writing) => !writing.IsCompleted || writing.IsCanceled;

    private void CheckId(TKey key, TValue value)
    {
        if (definition.Options.IdOf is { } idOf && !EqualityComparer<TKey>.Default.Equals(idOf(value), key))
            throw Unfit("gave a row of another key than was asked for");
    }

    private StoreAnswerException Unfit(string fact) => new(definition.Name, fact);
}
