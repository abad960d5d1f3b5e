using System.Diagnostics;
using System.Text;
using Larder.Resp;
using Larder.Resp.Protocol;
using Larder.Resp.Tracking;

namespace Larder.Figures.Resp;

/// <summary>What an invalidated key costs on the reader loop, from its bytes to the sink; the sink's own work is not in it.</summary>
internal static class PushFigure
{
    private const int Pushes = 10_000;
    private const int Passes = 100;
    private const int Rounds = 7;

    public static double NanosecondsPerKey()
    {
        var stream = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, Pushes).Select(number => $">2\r\n$10\r\ninvalidate\r\n*1\r\n$12\r\nkey:{number:00000000}\r\n")));
        var sink = new CountingSink();
        var adapter = new TrackingAdapter(sink, TrackingMode.Read, static () => false);
        Pass(stream, adapter);
        List<double> rounds = [];
        for (var round = 0; round < Rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            for (var pass = 0; pass < Passes; pass++) Pass(stream, adapter);
            rounds.Add(Stopwatch.GetElapsedTime(started).TotalNanoseconds / ((double)Pushes * Passes));
        }
        if (sink.Keys != Pushes * ((Rounds * Passes) + 1L)) throw new InvalidOperationException($"{sink.Keys} keys were told.");
        return Median.Of(rounds);
    }

    private static void Pass(byte[] stream, TrackingAdapter adapter)
    {
        var scanner = new RespScanner(RespLimits.Default);
        var rest = stream.AsSpan();
        while (rest.Length > 0)
        {
            var length = scanner.Scan(rest, 0);
            var push = new RespReader(rest[..length]);
            push.Read();
            adapter.Pushed(ref push);
            rest = rest[length..];
        }
    }

    private sealed class CountingSink : ITrackingSink
    {
        public long Keys { get; private set; }

        public void Invalidated(ReadOnlySpan<byte> key) => Keys++;

        public void InvalidatedAll() => Keys = long.MinValue;

        public void Proven(long moment) => Keys = long.MinValue;

        public long Mark() => Keys;

        public void Broken() => Keys = long.MinValue;
    }
}
