using System.Runtime.InteropServices;
using System.Text;
using Larder.Counting;
using Larder.Sqlite.Counting;
using Larder.Sqlite.Storage;
using Larder.Sqlite.Tiers;
using Larder.Tiers;
using Larder.Validity;
using Microsoft.Extensions.Logging.Abstractions;
using SQLitePCL;

namespace Larder.Sqlite.Tests.Support;

/// <summary>The second process: reads a command a line, does it with a tier of its own, and answers with a line.</summary>
internal static class PeerProgram
{
    public const string Argument = "--peer";

    public static async Task<int> RunAsync(string file)
    {
        var search = Environment.GetEnvironmentVariable("PEER_LIBRARY") is { } name ? new LibrarySearch([name]) : LibrarySearch.ForThisSystem();
        if (Environment.GetEnvironmentVariable("PEER_CHOOSES") is { } own) ChooseLibrary(own);
        var settings = new StoreSettings(file, 64 << 20, TimeSpan.FromSeconds(5), search);
        var log = new StoreLog(NullLogger.Instance);
        await using var tier = new SqliteTier(settings, new RecordingSink(), TimeProvider.System, new Random(), log);
        await using var counters = new MergingCounters(
            new SqliteCounters(new SqliteStore(settings, TimeProvider.System, new Random(), log, static () => { }), TimeProvider.System),
            TimeProvider.System, new Random());
        while (Console.ReadLine() is { } line)
        {
            try
            {
                Console.WriteLine(await AnswerAsync(tier, counters, line.Split(' ')));
            }
            catch (TierException error)
            {
                Console.WriteLine($"{error.Failure} {error.Message}");
            }
        }

        return 0;
    }

    // What an application does that uses SQLite for its own data.
    private static void ChooseLibrary(string name)
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, (asked, _, _) => asked == "e_sqlite3" ? NativeLibrary.Load(name) : 0);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
    }

    private static async Task<string> AnswerAsync(SqliteTier tier, MergingCounters counters, string[] words)
    {
        var slot = new Slot(SlotKind.Entry, words[1]);
        switch (words[0])
        {
            case "read":
                return await TierBench.TextAsync(tier, words[1]) ?? "absent";
            case "write":
                var write = SlotWrite.Entry(new VersionSource().Next(), Encoding.UTF8.GetBytes(words[2]), null);
                return (await tier.WriteAsync(slot, write, default)).Outcome.ToString();
            case "remove":
                return (await tier.RemoveAsync(new[] { slot }, default)).ToString();
            case "lease":
                var lease = new VersionSource().Next();
                var held = await tier.LeaseAsync(slot, lease, TimeSpan.FromMilliseconds(int.Parse(words[2])), default);
                return held.Version == lease ? "granted" : "denied";
            case "race":
                return await RaceAsync(tier, words[1], int.Parse(words[2]));
            case "count":
                return await CountAsync(counters, words[1], int.Parse(words[2]));
            default:
                return "what?";
        }
    }

    private static async Task<string> RaceAsync(SqliteTier tier, string name, int times)
    {
        var versions = new VersionSource();
        var granted = new List<int>();
        for (var i = 0; i < times; i++)
        {
            var lease = versions.Next();
            var held = await tier.LeaseAsync(new Slot(SlotKind.Entry, $"{name}:{i}"), lease, TimeSpan.FromMinutes(1), default);
            if (held.Version == lease) granted.Add(i);
        }

        return string.Join(',', granted);
    }

    private static async Task<string> CountAsync(MergingCounters counters, string name, int times)
    {
        var seen = new List<long>();
        for (var i = 0; i < times; i++) seen.Add(await counters.AddAsync(name));
        return string.Join(',', seen);
    }
}
