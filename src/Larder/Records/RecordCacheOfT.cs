using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Larder.Loading;

namespace Larder.Records;

/// <summary>
/// Rows of one entity, cached field by field. Each projection (a class or record whose properties are properties of the entity) that is read or written
/// shares the one record of its row: a read is a hit when all its fields are there, and else brings those that are missing.
/// </summary>
/// <typeparam name="TEntity">The entity.</typeparam>
/// <typeparam name="TKey">The type of the property by which its records are kept.</typeparam>
public sealed class RecordCache<TEntity, TKey>
    where TEntity : class
    where TKey : notnull
{
    private const DynamicallyAccessedMemberTypes Needed = DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicConstructors;

    private readonly ConcurrentDictionary<Type, object> _plans = new();
    private readonly RecordParts _parts;
    private readonly RecordMemory _memory;
    private readonly RecordFlights _flights;
    private readonly RecordReads _reads;
    private readonly PointerReads _pointers;
    private readonly RecordWrites _writes;

    internal RecordCache(RecordParts parts)
    {
        _parts = parts;
        _memory = new RecordMemory(parts.Cache);
        _flights = new RecordFlights(parts.Cache);
        var judge = new RecordJudge(parts);
        var rights = parts.Shared is { } shared ? new RecordRights(parts, shared) : null;
        var search = new RecordSearch(parts, judge, rights);
        var loads = new RecordLoads(parts, rights);
        var keep = new RecordKeep(parts, judge, rights);
        _reads = new RecordReads(parts, _memory, search, loads, keep);
        _pointers = new PointerReads(parts, _reads, search, loads, keep);
        _writes = new RecordWrites(parts, _memory, judge);
    }

    /// <summary>The tag of the entity's paged lists, which every write through this object removes.</summary>
    public string ListTag => _parts.Definition.ListTag;

    /// <summary>A projection of the row with this key; null when there is no such row, which is remembered for the negative expiration.</summary>
    /// <param name="key">The row's key.</param>
    /// <param name="load">Loads the projection from the source; null: there is no such row.</param>
    /// <param name="cancellationToken">Ends this caller's wait; the load goes on for others.</param>
    /// <exception cref="ArgumentException">The type is no projection of the entity (LAR452).</exception>
    public ValueTask<T?> GetAsync<[DynamicallyAccessedMembers(Needed)] T>(
        TKey key, Func<TKey, CancellationToken, ValueTask<T?>> load, CancellationToken cancellationToken = default)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(load);
        var plan = BuildingPlanOf<T>();
        var name = _parts.Definition.Keys.OfRecord(_parts.Definition.KeyText(key));
        if (_memory.Find(name) is { } held && TryAnswer(plan, held.Value, out var projection))
        {
            _memory.Hit(name, held);
            return new ValueTask<T?>(projection);
        }

        _parts.Cache.Keys.Check(name);
        var call = new RecordCall<T>(plan, token => load(key, token), Pass);
        return AnswerAsync(_flights.ShareAsync(name, typeof(T), flight => _reads.FlyAsync(flight, name, call), cancellationToken), plan);
    }

    /// <summary>
    /// A projection of the row that has this value in another property than its key; null when there is none. The projection must have both, the key
    /// and that property: by them the row is found again and told from others.
    /// </summary>
    /// <param name="property">The property's name: <c>nameof(User.Email)</c>. It was named by <c>FindBy</c>.</param>
    /// <param name="value">Its value.</param>
    /// <param name="load">Loads the projection by that value; null: there is no such row.</param>
    /// <param name="cancellationToken">Ends this caller's wait; the load goes on for others.</param>
    /// <exception cref="ArgumentException">Records are not found by it, or the projection lacks a property (LAR452, LAR453).</exception>
    public ValueTask<T?> GetByAsync<TValue, [DynamicallyAccessedMembers(Needed)] T>(
        string property, TValue value, Func<TValue, CancellationToken, ValueTask<T?>> load, CancellationToken cancellationToken = default)
        where TValue : notnull
        where T : class
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(load);
        var lookup = _parts.Definition.LookupBy(property);
        var plan = BuildingPlanOf<T>();
        Check(plan, lookup, value);
        var text = lookup.TextOf(value);
        var name = _parts.Definition.Keys.OfPointer(lookup, text);
        if (_pointers.Held(name, lookup, text, plan.Covers) is { } held && TryAnswer(plan, held.Entry.Value, out var projection))
        {
            _memory.Hit(held.Key, held.Entry);
            return new ValueTask<T?>(projection);
        }

        _parts.Cache.Keys.Check(name);
        var call = new RecordCall<T>(plan, token => load(value, token), Pass);
        return AnswerAsync(_flights.ShareAsync(name, typeof(T), flight => _pointers.FlyAsync(flight, lookup, text, call), cancellationToken), plan);
    }

    /// <summary>
    /// Writes a row to the source and then its changed fields to the record. Of two updates at once nobody knows which the source did last, so they remove
    /// the record. A pointer moves when its property changed.
    /// </summary>
    /// <param name="key">The row's key.</param>
    /// <param name="changes">The changed properties with their new values: an object of any type, also an anonymous one.</param>
    /// <param name="write">Writes to the source; false: there is no such row. If it throws, the record is removed, as it may have been written.</param>
    /// <param name="cancellationToken">Goes to <paramref name="write"/>.</param>
    /// <returns>What <paramref name="write"/> returned.</returns>
    public ValueTask<bool> UpdateAsync<[DynamicallyAccessedMembers(Needed)] T>(
        TKey key, T changes, Func<CancellationToken, ValueTask<bool>> write, CancellationToken cancellationToken = default)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(changes);
        ArgumentNullException.ThrowIfNull(write);
        return _writes.UpdateAsync(Checked(key), PlanOf<T>(), changes, write, cancellationToken);
    }

    /// <summary>Writes a new row to the source, and forgets that there was none with its key or with the values by which it is found.</summary>
    /// <param name="write">Writes it and returns it, as a type that has the key and every property by which records are found.</param>
    /// <param name="cancellationToken">Goes to <paramref name="write"/>.</param>
    /// <exception cref="ArgumentException">The type lacks one of those (LAR453).</exception>
    public ValueTask<T> CreateAsync<[DynamicallyAccessedMembers(Needed)] T>(
        Func<CancellationToken, ValueTask<T>> write, CancellationToken cancellationToken = default)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(write);
        var plan = PlanOf<T>();
        foreach (var field in _parts.Definition.Lookups.Select(static lookup => lookup.Field).Prepend(_parts.Definition.Key)) Need(plan, field);
        return _writes.CreateAsync(write, row => RecordState.Of(_parts.Definition.Shape, plan.FieldsOf(row)), cancellationToken);
    }

    /// <summary>Deletes a row from the source, and then its record and the pointers to it.</summary>
    /// <param name="key">The row's key.</param>
    /// <param name="write">Deletes it; false: there was no such row.</param>
    /// <param name="cancellationToken">Goes to <paramref name="write"/>.</param>
    /// <returns>What <paramref name="write"/> returned.</returns>
    public ValueTask<bool> DeleteAsync(TKey key, Func<CancellationToken, ValueTask<bool>> write, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(write);
        return _writes.RemoveAsync(Checked(key), write, cancellationToken);
    }

    /// <summary>The row was changed past this object: its record and pointers are removed, and the next read loads.</summary>
    public async ValueTask RemoveAsync(TKey key, CancellationToken cancellationToken = default) =>
        await _writes.RemoveAsync(Checked(key), static _ => new ValueTask<bool>(true), cancellationToken).ConfigureAwait(false);

    private GatePass Pass => _parts.Cache.Gate.IsInside ? GatePass.Nested : GatePass.Ordinary;

    private async ValueTask<T?> AnswerAsync<T>(ValueTask<LoadOutcome<RecordState>> arriving, ProjectionPlan<T> plan)
        where T : class
    {
        var outcome = await arriving.ConfigureAwait(false);
        return TryAnswer(plan, outcome.Entry.Value, out var projection) ? projection : throw new InvalidOperationException("The record was told to have all fields.");
    }

    private bool TryAnswer<T>(ProjectionPlan<T> plan, RecordState state, out T? projection)
        where T : class
    {
        projection = null;
        if (state.IsNone) return true;
        if (!plan.TryMake(state, out projection)) return false;
        if (state.Made<T>() is null && _parts.Cache.Codec.MayShare(projection)) state.Remember(projection);
        return true;
    }

    private string Checked(TKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var text = _parts.Definition.KeyText(key);
        _parts.Cache.Keys.Check(_parts.Definition.Keys.OfRecord(text));
        return text;
    }

    private void Check<T, TValue>(ProjectionPlan<T> plan, Lookup lookup, TValue value)
        where T : class
        where TValue : notnull
    {
        if (value.GetType() != lookup.Field.Format.Type)
            throw new ArgumentException($"LAR453 {lookup.Field.Property} is a {lookup.Field.Format.Type.Name}, and a {value.GetType().Name} is looked for.", nameof(value));
        Need(plan, _parts.Definition.Key);
        Need(plan, lookup.Field);
    }

    private static void Need<T>(ProjectionPlan<T> plan, FieldShape field)
        where T : class
    {
        if (!plan.Has(field.Index))
            throw new ArgumentException($"LAR453 {typeof(T).Name} lacks {field.Property}, by which its row is found again. Add the property, or read by the key.");
    }

    private ProjectionPlan<T> BuildingPlanOf<[DynamicallyAccessedMembers(Needed)] T>()
        where T : class
    {
        var plan = PlanOf<T>();
        return plan.CanBuild ? plan : throw new ArgumentException(
            $"LAR452 {typeof(T).Name} can't be made of fields: it has several constructors, and none without parameters. Leave one.");
    }

    private ProjectionPlan<T> PlanOf<[DynamicallyAccessedMembers(Needed)] T>()
        where T : class
    {
        if (_plans.TryGetValue(typeof(T), out var known)) return (ProjectionPlan<T>)known;
        var plan = ProjectionPlan.Of<T>(_parts.Definition.Shape);
        return (ProjectionPlan<T>)_plans.GetOrAdd(typeof(T), plan);
    }
}
