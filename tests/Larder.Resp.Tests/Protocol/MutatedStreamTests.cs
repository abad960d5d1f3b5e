using Larder.Resp.Protocol;

namespace Larder.Resp.Tests.Protocol;

/// <summary>
/// Streams of good frames that somebody tampered with: the scanner finds frames or refuses, and what it found can be read. A long run:
/// LARDER_MUTATIONS=10000000; another seed: LARDER_SEED.
/// </summary>
public class MutatedStreamTests
{
    private static readonly RespLimits Limits = new() { MaxReplyBytes = 1 << 20, MaxBulkBytes = 1 << 18, MaxElements = 1 << 16, MaxLineBytes = 1 << 12 };

    [Fact]
    public void Mutated_streams_give_frames_or_protocol_exceptions_and_nothing_else()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("LARDER_SEED") ?? "20240501");
        var streams = int.Parse(Environment.GetEnvironmentVariable("LARDER_MUTATIONS") ?? "150000");
        var random = new Random(seed);
        var (read, refused) = (0L, 0L);

        for (var number = 0; number < streams; number++)
        {
            var stream = Mutate(random);
            try
            {
                read += ReadAll(stream, random);
            }
            catch (RespProtocolException refusal) when (refusal.Offset >= 0 && refusal.Offset <= stream.Length)
            {
                refused++;
            }
            catch (Exception other)
            {
                Assert.Fail($"Stream {number} of seed {seed} ({Convert.ToHexString(stream)}): {other}");
            }
        }

        Assert.True(read > streams / 4, $"Only {read} frames were read.");
        Assert.True(refused > streams / 4, $"Only {refused} streams were refused.");
    }

    // In pieces of any size, as they come from a socket; what was found whole is read by the decoders' reader.
    private static long ReadAll(byte[] stream, Random random)
    {
        var scanner = new RespScanner(Limits);
        var (start, end, frames) = (0, 0, 0L);
        while (end < stream.Length)
        {
            end = Math.Min(stream.Length, end + random.Next(1, 64));
            while (start < end)
            {
                // The array ends where the bytes end, so that reading beyond them is seen.
                var length = scanner.Scan(stream.AsSpan(start, end - start), start);
                if (length < 0) break;
                Assert.InRange(length, 1, end - start);
                ReplyReader.Read(stream[start..(start + length)]);
                start += length;
                frames++;
            }
        }
        return frames;
    }

    private static byte[] Mutate(Random random)
    {
        List<byte> stream = [];
        for (var frames = random.Next(1, 5); frames > 0; frames--) stream.AddRange(Frames.Bytes(Frames.Whole[random.Next(Frames.Whole.Length)]));
        for (var mutations = random.Next(0, 4); mutations > 0 && stream.Count > 0; mutations--) MutateOnce(stream, random);
        return [.. stream];
    }

    private static void MutateOnce(List<byte> stream, Random random)
    {
        const string Telling = "+-:$*_#,(!=%~>|\r\n0123456789?tfinae.\0\xff";
        var at = random.Next(stream.Count);
        switch (random.Next(7))
        {
            case 0: stream[at] = (byte)random.Next(256); break;
            case 1: stream[at] = (byte)Telling[random.Next(Telling.Length)]; break;
            case 2: stream.Insert(at, (byte)Telling[random.Next(Telling.Length)]); break;
            case 3: stream.RemoveAt(at); break;
            case 4: stream.RemoveRange(at, Math.Min(stream.Count - at, random.Next(1, 20))); break;
            case 5: stream.InsertRange(at, stream.GetRange(at, Math.Min(stream.Count - at, random.Next(1, 20)))); break;
            default: stream.InsertRange(at, Frames.Bytes(Frames.Whole[random.Next(Frames.Whole.Length)])); break;
        }
    }
}
