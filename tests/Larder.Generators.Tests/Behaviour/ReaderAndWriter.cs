namespace Larder.Generators.Tests.Behaviour;

internal sealed class ReaderAndWriter : IReaderAndWriter
{
    private int _reads;

    public ValueTask<int> ReadAsync(int id) => new(++_reads);

    public void Write(int id) => _reads = id;
}
