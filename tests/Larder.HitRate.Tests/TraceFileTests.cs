using System.IO.Compression;
using Larder.HitRate.Traces;

namespace Larder.HitRate.Tests;

public sealed class TraceFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("larder-traces-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Block_numbers_are_read_a_line_each_and_marks_are_none()
    {
        var file = Write("a.txt", "7\n*\n9\n*mark\n7\n"u8);

        var trace = TraceFile.Read(file);

        Assert.Equal(("a", 2), (trace.Name, trace.Distinct));
        Assert.Equal([0, 1, 0], trace.Keys);
    }

    [Fact]
    public void Integers_are_little_endian_and_a_file_may_be_compressed()
    {
        var file = Path.Combine(_folder.FullName, "b.u32le.gz");
        using (var bytes = new GZipStream(File.Create(file), CompressionLevel.Fastest)) bytes.Write([1, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0]);

        var trace = TraceFile.Read(file);

        Assert.Equal("b", trace.Name);
        Assert.Equal([0, 1, 0], trace.Keys);
    }

    [Fact]
    public void What_is_no_number_is_told_with_file_and_line()
    {
        var file = Write("c.txt", "7\nseven\n"u8);

        var error = Assert.Throws<InvalidDataException>(() => TraceFile.Read(file));

        Assert.Equal($"{file}, line 2: not a block number.", error.Message);
    }

    [Fact]
    public void A_file_that_ends_inside_an_integer_is_refused()
    {
        var file = Write("d.u32le", [1, 0, 0, 0, 2, 0]);

        Assert.Throws<InvalidDataException>(() => TraceFile.Read(file));
    }

    [Fact]
    public void Of_a_folder_the_traces_are_found_by_name_and_nothing_else()
    {
        Write("b.txt", "1\n"u8);
        Write("a.u32le", [1, 0, 0, 0]);
        Write("README.md", "no trace"u8);

        Assert.Equal(["a.u32le", "b.txt"], TraceFile.Find([_folder.FullName]).Select(Path.GetFileName));
    }

    private string Write(string name, ReadOnlySpan<byte> content)
    {
        var file = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(file, content);
        return file;
    }
}
