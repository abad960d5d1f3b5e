using System.Diagnostics;
using System.Text;
using Larder.Resp;
using Larder.Resp.Protocol;

namespace Larder.Figures.Resp;

/// <summary>The client's own parser over pipelined replies, as its reader loop uses it: find the frame, take the content.</summary>
internal static class ParseFigure
{
    private const int Replies = 10_000;
    private const int Passes = 200;
    private const int Rounds = 7;

    public static double GigabytesPerSecond()
    {
        var stream = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat($"$100\r\n{new string('v', 100)}\r\n", Replies)));
        Pass(stream);
        List<double> rounds = [];
        for (var round = 0; round < Rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            for (var pass = 0; pass < Passes; pass++) Pass(stream);
            rounds.Add((double)stream.Length * Passes / Stopwatch.GetElapsedTime(started).TotalSeconds / 1e9);
        }
        return Median.Of(rounds);
    }

    private static void Pass(byte[] stream)
    {
        var scanner = new RespScanner(RespLimits.Default);
        var rest = stream.AsSpan();
        var contents = 0L;
        while (rest.Length > 0)
        {
            var length = scanner.Scan(rest, 0);
            var reader = new RespReader(rest[..length]);
            reader.Read();
            contents += reader.Content.Length;
            rest = rest[length..];
        }
        if (contents != Replies * 100) throw new InvalidOperationException($"{contents} bytes of contents were read.");
    }
}
