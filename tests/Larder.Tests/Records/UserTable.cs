namespace Larder.Tests.Records;

/// <summary>The database of a test: rows, how often they were read, and what happens while they are.</summary>
internal sealed class UserTable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, User> _rows = [];
    private int _loads;

    public int Loads => Volatile.Read(ref _loads);

    /// <summary>Runs after a row was read and before the loader returns.</summary>
    public Func<Task>? AfterRead { get; set; }

    public User? this[int id]
    {
        get
        {
            lock (_lock) return _rows.GetValueOrDefault(id);
        }
        set
        {
            lock (_lock)
            {
                if (value is null) _rows.Remove(id);
                else _rows[id] = value;
            }
        }
    }

    public static User Row(int id) =>
        new(id, $"name {id}", $"secret {id}", null, 20 + id, $"{id}@example.org", new DateOnly(1990, 1, 1).AddDays(id));

    public ValueTask<UserRead?> ReadAsync(int id, CancellationToken token) =>
        LoadAsync(row => row.Id == id, static row => new UserRead(row.Id, row.Name, row.Email, row.Avatar));

    public ValueTask<UserId?> IdAsync(int id, CancellationToken token) =>
        LoadAsync(row => row.Id == id, static row => new UserId(row.Id, row.Password));

    public ValueTask<UserLogin?> LoginAsync(string email, CancellationToken token) =>
        LoadAsync(row => row.Email == email, static row => new UserLogin(row.Id, row.Email, row.Password));

    public ValueTask<UserRead?> ReadByAsync(string email, CancellationToken token) =>
        LoadAsync(row => row.Email == email, static row => new UserRead(row.Id, row.Name, row.Email, row.Avatar));

    /// <summary>Changes a row, as an UPDATE does.</summary>
    public ValueTask<bool> ChangeAsync(int id, Func<User, User> change)
    {
        lock (_lock)
        {
            if (!_rows.TryGetValue(id, out var row)) return new(false);
            _rows[id] = change(row);
            return new(true);
        }
    }

    public ValueTask<bool> DeleteAsync(int id)
    {
        lock (_lock) return new(_rows.Remove(id));
    }

    private async ValueTask<T?> LoadAsync<T>(Func<User, bool> which, Func<User, T> project)
        where T : class
    {
        Interlocked.Increment(ref _loads);
        T? found;
        lock (_lock) found = _rows.Values.FirstOrDefault(which) is { } row ? project(row) : null;
        if (AfterRead is { } after)
        {
            AfterRead = null;
            await after();
        }

        return found;
    }
}
