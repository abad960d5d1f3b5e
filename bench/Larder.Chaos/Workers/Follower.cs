using System.Globalization;
using System.Runtime.InteropServices;
using Larder.Chaos.Source;

namespace Larder.Chaos.Workers;

/// <summary>Asks for one key every fifth of a millisecond, on a thread of its own, and reports each new version with the moment it was there.</summary>
internal sealed class Follower(ICache cache, SourceClient source, OperationLog log)
{
    private const uint PauseMicroseconds = 200;
    private const int Key = 0;

    public void Start() => new Thread(Run) { IsBackground = true, Name = "follower" }.Start();

    private void Run()
    {
        var seen = 0L;
        while (true)
        {
            var start = Clock.Now;
            var version = long.Parse(Read(), CultureInfo.InvariantCulture);
            if (version != seen)
            {
                log.Add(OperationKind.Read, Key, start, version);
                _ = log.FlushAsync();
                seen = version;
            }
            _ = Pause(PauseMicroseconds);
        }
    }

    private string Read()
    {
        var read = cache.GetOrLoadAsync(KeySet.NameOf(Key), source, static async (source, _, _) =>
            (await source.ReadAsync(Key)).ToString(CultureInfo.InvariantCulture));
        return read.IsCompletedSuccessfully ? read.Result : read.AsTask().GetAwaiter().GetResult();
    }

    [DllImport("libc", EntryPoint = "usleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Pause(uint microseconds);
}
