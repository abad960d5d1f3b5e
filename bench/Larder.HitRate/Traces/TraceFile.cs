using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;

namespace Larder.HitRate.Traces;

/// <summary>
/// Reads traces. <c>.txt</c>: one block number a line, lines that start with <c>*</c> are marks and no accesses. <c>.u32le</c>: integers of four
/// bytes, little-endian. Either may be compressed (<c>.gz</c>).
/// </summary>
public static class TraceFile
{
    private static readonly string[] Endings = [".txt", ".txt.gz", ".u32le", ".u32le.gz"];

    /// <summary>The traces among these files and folders, by name.</summary>
    public static IReadOnlyList<string> Find(IEnumerable<string> paths) =>
        [.. paths
            .SelectMany(path => Directory.Exists(path) ? Directory.EnumerateFiles(path) : [path])
            .Where(file => Endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)))
            .OrderBy(NameOf, StringComparer.Ordinal)];

    /// <summary>Reads one trace; throws <see cref="InvalidDataException"/> naming the file and the place when it is not of its format.</summary>
    public static Trace Read(string file)
    {
        using var bytes = Open(file);
        var numbering = new Dictionary<long, int>();
        var keys = new List<int>();
        foreach (var key in file.Contains(".u32le", StringComparison.Ordinal) ? Integers(bytes, file) : Lines(bytes, file))
        {
            if (!numbering.TryGetValue(key, out var number)) numbering.Add(key, number = numbering.Count);
            keys.Add(number);
        }

        return new(NameOf(file), [.. keys], numbering.Count);
    }

    private static string NameOf(string file) => Path.GetFileName(file).Split('.')[0];

    private static Stream Open(string file)
    {
        var stream = File.OpenRead(file);
        return file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
    }

    private static IEnumerable<long> Lines(Stream bytes, string file)
    {
        using var lines = new StreamReader(bytes);
        for (var at = 1; lines.ReadLine() is { } line; at++)
        {
            if (line.Length == 0 || line[0] == '*') continue;
            if (!long.TryParse(line, NumberStyles.Integer, CultureInfo.InvariantCulture, out var key))
                throw new InvalidDataException($"{file}, line {at}: not a block number.");
            yield return key;
        }
    }

    private static IEnumerable<long> Integers(Stream bytes, string file)
    {
        var four = new byte[4];
        for (int read; (read = bytes.ReadAtLeast(four, 4, throwOnEndOfStream: false)) > 0;)
        {
            if (read < 4) throw new InvalidDataException($"{file}: ends inside an integer.");
            yield return BinaryPrimitives.ReadUInt32LittleEndian(four);
        }
    }
}
