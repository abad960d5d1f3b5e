using Larder.Entries;
using Larder.Hosting;
using Larder.Pipeline;
using Larder.Records;
using Larder.Serialization;
using Larder.Testing;
using Larder.Testing.Tiers;
using Larder.Tests.Interleaving;
using Larder.Tiers;
using Larder.Validity;
using Microsoft.Extensions.Logging.Abstractions;

namespace Larder.Tests.Records;

/// <summary>
/// One row of a table, caches in front of it, and parts that read projections of it, change and delete it in any order. A read that starts after a write
/// was acknowledged must not return a field from before it, nor find the row by an e-mail that it does not have.
/// </summary>
internal sealed class RecordPlay : ISharedTierFactory
{
    private static readonly CacheOptions Options = new() { Name = "play", Jitter = 0, LoadTimeout = TimeSpan.FromDays(30), MemoryBytes = 4 << 20 };

    private readonly Stage _stage = new();
    private readonly FakeClock _clock = new();
    private readonly InMemoryTierServer? _server;
    private readonly List<Task> _parts = [];
    private readonly Cache[] _caches;
    private readonly RecordCache<User, int>[] _users;
    private User? _row;
    private int _writes;
    private int _acknowledged;
    private bool _isGoneForGood;

    public RecordPlay(Fences fences, MissingComparison missing, int processes)
    {
        if (processes > 1) _server = new InMemoryTierServer(_clock);
        var surroundings = new CacheSurroundings(_server is null ? null : this, ForeignSerializers.None, NullLogger.Instance, _clock)
        {
            Fences = fences, Continuations = TaskCreationOptions.None, Records = _server is null ? null : _ => new PausingRecords(_server.Instances[^1].Records, _stage, missing),
        };
        _caches = [.. Enumerable.Range(0, processes).Select(_ => CacheAssembly.Build("", Options, surroundings))];
        _users = [.. _caches.Select(static cache => UsersOf(cache))];
    }

    string ISharedTierFactory.Name => "play";

    ISharedTier ISharedTierFactory.Open(IChangeSink sink) => new PausingTier(_server!.Open(sink), _stage);

    /// <summary>Puts the parts on the stage, lets them go on by these choices until all have ended, and looks whether the caches are right then.</summary>
    public void Run(Func<int, int> choose, Action<RecordPlay> cast)
    {
        (_writes, _acknowledged, _isGoneForGood) = (1, 1, false);
        _row = RowOf(1, "a");
        _parts.Clear();
        Part(() => ((ICache)_caches[0]).ClearAsync().AsTask());
        Finish(static _ => 0);
        cast(this);
        Finish(choose);
        for (var process = 0; process < _users.Length; process++)
        {
            ReadName(process);
            ReadPassword(process);
            ReadBy(process, "a");
            ReadBy(process, "b");
            Finish(static _ => 0);
        }
    }

    /// <summary>A record that is there before the play begins, in both processes and with both pointers' news.</summary>
    public void Prepare()
    {
        for (var process = 0; process < _users.Length; process++)
        {
            ReadName(process);
            ReadBy(process, "a");
            Finish(static _ => 0);
        }
    }

    public void ReadName(int process) => Part(async () =>
    {
        await _stage.PauseAsync().ConfigureAwait(false);
        var (least, isGone) = (_acknowledged, _isGoneForGood);
        Check(await _users[process].GetAsync(1, (_, _) => LoadAsync(static row => new UserRead(row.Id, row.Name, row.Email, row.Avatar), _ => true)).ConfigureAwait(false), static read => read.Name, least, isGone);
    });

    public void ReadPassword(int process) => Part(async () =>
    {
        await _stage.PauseAsync().ConfigureAwait(false);
        var (least, isGone) = (_acknowledged, _isGoneForGood);
        Check(await _users[process].GetAsync(1, (_, _) => LoadAsync(static row => new UserId(row.Id, row.Password), _ => true)).ConfigureAwait(false), static read => read.Password, least, isGone);
    });

    public void ReadBy(int process, string email) => Part(async () =>
    {
        await _stage.PauseAsync().ConfigureAwait(false);
        var (least, isGone) = (_acknowledged, _isGoneForGood);
        var login = await _users[process].GetByAsync(
            "Email", email, (asked, _) => LoadAsync(static row => new UserLogin(row.Id, row.Email, row.Password), row => row.Email == asked)).ConfigureAwait(false);
        if (login is not null && login.Email != email) throw new BrokenPromiseException($"{login.Email} was found by {email}.");
        Check(login, static read => read.Password, least, isGone);
    });

    /// <summary>Changes name and password, and maybe the e-mail.</summary>
    public void Update(int process, string email) => Part(async () =>
    {
        await _stage.PauseAsync().ConfigureAwait(false);
        var number = 0;
        var changes = new Changes { Email = email };
        await _users[process].UpdateAsync(1, changes, async _ =>
        {
            await _stage.PauseAsync().ConfigureAwait(false);
            if (_row is null) return false;
            number = ++_writes;
            (changes.Name, changes.Password) = ($"{number}", $"{number}");
            _row = RowOf(number, email);
            await _stage.PauseAsync().ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);
        _acknowledged = Math.Max(_acknowledged, number);
    });

    public void Delete(int process) => Part(async () =>
    {
        await _stage.PauseAsync().ConfigureAwait(false);
        await _users[process].DeleteAsync(1, async _ =>
        {
            await _stage.PauseAsync().ConfigureAwait(false);
            _row = null;
            await _stage.PauseAsync().ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);
        _isGoneForGood = true;
    });

    /// <summary>Removes although nothing changed.</summary>
    public void Remove(int process, string how) => Part(async () =>
    {
        await _stage.PauseAsync().ConfigureAwait(false);
        await RemoveAsync(process, how).ConfigureAwait(false);
    });

    /// <summary>Changes the row past the caches, and then removes.</summary>
    public void ChangePast(int process, string how) => Part(async () =>
    {
        await _stage.PauseAsync().ConfigureAwait(false);
        var number = ++_writes;
        if (_row is { } row) _row = RowOf(number, row.Email);
        await _stage.PauseAsync().ConfigureAwait(false);
        await RemoveAsync(process, how).ConfigureAwait(false);
        _acknowledged = Math.Max(_acknowledged, number);
    });

    private async Task RemoveAsync(int process, string how)
    {
        var cache = (ICache)_caches[process];
        if (how == "key") await _users[process].RemoveAsync(1).ConfigureAwait(false);
        else if (how == "tag") await cache.RemoveByTagAsync("people").ConfigureAwait(false);
        else if (how == "prefix") await cache.RemoveByPatternAsync("user:*").ConfigureAwait(false);
        else await cache.ClearAsync().ConfigureAwait(false);
    }

    private static User RowOf(int number, string email) => UserTable.Row(1) with { Name = $"{number}", Password = $"{number}", Email = email };

    private static RecordCache<User, int> UsersOf(Cache cache)
    {
        var options = new RecordOptions<User> { Entry = new CacheEntryOptions { Tags = ["people"] } }.FindBy(user => user.Email);
        var definition = RecordDefinition.Of("user", "Id", RecordShape.Of(typeof(User)), options);
        var policy = new EntryPolicies(cache.Parts.Options).Of(definition.Entry);
        return new RecordCache<User, int>(new RecordParts(cache.Parts, definition, policy, new MarkBook(cache.Parts), new LiveLeases()));
    }

    private void Part(Func<Task> part) => _parts.Add(part());

    private void Finish(Func<int, int> choose)
    {
        while (_stage.Waiting > 0) _stage.Resume(choose(_stage.Waiting));
        foreach (var part in _parts)
        {
            if (!part.IsCompleted) throw new BrokenPromiseException("A part waits for ever.");
            part.GetAwaiter().GetResult();
        }
    }

    private async ValueTask<T?> LoadAsync<T>(Func<User, T> project, Func<User, bool> where)
        where T : class
    {
        await _stage.PauseAsync().ConfigureAwait(false);
        var read = _row is { } row && where(row) ? project(row) : null;
        await _stage.PauseAsync().ConfigureAwait(false);
        return read;
    }

    private static void Check<T>(T? got, Func<T, string> number, int least, bool isGone)
        where T : class
    {
        if (got is null) return;
        if (isGone) throw new BrokenPromiseException("A row was found after its deletion was acknowledged.");
        if (int.Parse(number(got), System.Globalization.CultureInfo.InvariantCulture) < least)
            throw new BrokenPromiseException($"A read returned {number(got)} after {least} was acknowledged.");
    }

    private sealed class Changes
    {
        public string Name { get; set; } = "";

        public string Password { get; set; } = "";

        public string Email { get; set; } = "";
    }
}
