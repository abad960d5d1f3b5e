namespace Larder.Generators.Tests.Behaviour;

/// <summary>All its attributes are inherited.</summary>
internal interface IReaderAndWriter : IReader
{
    void Write(int id);
}
