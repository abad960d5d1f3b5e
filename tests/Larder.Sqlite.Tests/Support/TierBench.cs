using System.Text;
using Larder.Sqlite.Storage;
using Larder.Sqlite.Tiers;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Sqlite.Tests.Support;

/// <summary>A file of its own, and as many tiers on it as a test asks for.</summary>
internal sealed class TierBench : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("larder-sqlite-").FullName;
    private readonly List<IAsyncDisposable> _opened = [];
    private readonly VersionSource _versions = new();

    public TierBench() => File = Path.Combine(_directory, "cache.db");

    public string File { get; set; }

    public string Folder => _directory;

    public ShiftedTime Time { get; } = new();

    public ListLogger Log { get; } = new();

    public long MaxBytes { get; set; } = 64 << 20;

    /// <summary>Generous: a busy machine must not fail a test that is about something else.</summary>
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(5);

    public StoreSettings Settings => new(File, MaxBytes, CommandTimeout, LibrarySearch.ForThisSystem());

    public SlotVersion Fresh() => _versions.Next();

    public static Slot Entry(string name) => new(SlotKind.Entry, name);

    public static Slot Tag(string name) => new(SlotKind.Tag, name);

    public SqliteTier Open(RecordingSink? sink = null)
    {
        var tier = new SqliteTier(Settings, sink ?? new RecordingSink(), Time, new Random(1), new StoreLog(Log));
        _opened.Add(tier);
        return tier;
    }

    public SqliteStore OpenStore()
    {
        var store = new SqliteStore(Settings, Time, new Random(1), new StoreLog(Log), static () => { });
        _opened.Add(store);
        return store;
    }

    /// <summary>A connection that knows nothing of tiers, like a foreign program's.</summary>
    public FileConnection OpenRaw()
    {
        NativeSqlite.Bind(LibrarySearch.ForThisSystem());
        return FileConnection.Open(File, FileAccessMode.CreateIfMissing, TimeSpan.FromSeconds(5));
    }

    public SlotWrite Text(string text, TimeSpan? expiration = null) => SlotWrite.Entry(Fresh(), Encoding.UTF8.GetBytes(text), expiration);

    public static async Task<SlotRead> ReadAsync(ISharedTier tier, Slot slot)
    {
        var answers = new SlotRead[1];
        await tier.ReadAsync(new[] { slot }, answers, ReadDepth.Whole, default);
        return answers[0];
    }

    public static async Task<string?> TextAsync(ISharedTier tier, string name)
    {
        var read = await ReadAsync(tier, Entry(name));
        return read.State == SlotState.Held ? Encoding.UTF8.GetString(read.Body.Span) : null;
    }

    public static async Task<SlotVersion> RenewAsync(ISharedTier tier, Slot mark, Renewal renewal)
    {
        var versions = new SlotVersion[1];
        await tier.RenewAsync(new[] { mark }, renewal, versions, default);
        return versions[0];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var opened in _opened) await opened.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
