using System.Buffers;
using System.Text;
using Microsoft.Extensions.Caching.Hybrid;

namespace Larder.Tests.Hosting;

/// <summary>A serializer that throws when it is told to.</summary>
internal sealed class FailingSerializer : IHybridCacheSerializer<string>
{
    public bool FailsOnRead { get; set; }

    public bool FailsOnWrite { get; set; }

    public string Deserialize(ReadOnlySequence<byte> source) =>
        FailsOnRead ? throw new InvalidDataException("I can't read this.") : Encoding.UTF8.GetString(source);

    public void Serialize(string value, IBufferWriter<byte> target)
    {
        if (FailsOnWrite) throw new InvalidDataException("I can't write this.");
        Encoding.UTF8.GetBytes(value, target);
    }
}
