using System.Collections.Concurrent;

namespace Larder.Loading;

/// <summary>The flights of one cache: at most one that can be joined for each key.</summary>
internal sealed class FlightTable(TaskCreationOptions continuations) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Flight> _flights = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Flight, bool> _flying = new();

    /// <summary>How many are under way, those included that nobody can join any more.</summary>
    public int Count => _flying.Count;

    public IEnumerable<string> Keys => _flights.Select(static pair => pair.Key);

    /// <summary>
    /// Joins the flight of a key, or begins one, which the caller must then fly and land. Who reads past the cache gets a flight of his own: what others
    /// load began before he asked.
    /// </summary>
    /// <exception cref="CacheTypeException">One is under way for another type.</exception>
    public Flight<T> Join<T>(string key, CacheTiers writes, IReadOnlyList<string> tags, out bool begun)
    {
        if (writes == CacheTiers.LoaderOnly) return Alone<T>(key, out begun);
        while (true)
        {
            if (_flights.TryGetValue(key, out var found))
            {
                if (found is not Flight<T> flight) throw new CacheTypeException(key, found.ValueType, typeof(T));
                begun = false;
                if (flight.TryJoin(writes, tags)) return flight;
                Detach(flight);
            }
            else
            {
                var flight = new Flight<T>(key, continuations);
                flight.TryJoin(writes, []);
                begun = true;
                if (!_flights.TryAdd(key, flight)) continue;
                _flying[flight] = true;
                return flight;
            }
        }
    }

    /// <summary>Nobody can join this flight any more; who waits for it still gets what it brings.</summary>
    public void Detach(Flight flight) => _flights.TryRemove(new KeyValuePair<string, Flight>(flight.Key, flight));

    /// <summary>The flight is over; called before its outcome is handed out, so that who comes next looks at memory again.</summary>
    public void Land(Flight flight)
    {
        Detach(flight);
        _flying.TryRemove(flight, out _);
    }

    /// <summary>The key was removed: who comes now must not wait for a flight that began before, and whose outcome is too old for him.</summary>
    public void Detach(string key) => _flights.TryRemove(key, out _);

    /// <summary>Everything was removed.</summary>
    public void DetachAll() => _flights.Clear();

    /// <summary>Ends all flights and waits until they are over.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var flight in _flying.Keys)
        {
            flight.Abandon();
            await flight.Flying.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Flight<T> Alone<T>(string key, out bool begun)
    {
        var flight = new Flight<T>(key, continuations);
        flight.TryJoin(CacheTiers.LoaderOnly, []);
        begun = _flying[flight] = true;
        return flight;
    }
}
