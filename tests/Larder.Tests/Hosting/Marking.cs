using System.Buffers;
using System.Text;
using Microsoft.Extensions.Caching.Hybrid;

namespace Larder.Tests.Hosting;

/// <summary>A serializer of texts that leaves its mark in what it reads.</summary>
internal sealed class Marking(string mark) : IHybridCacheSerializer<string>
{
    public string Deserialize(ReadOnlySequence<byte> source) => $"{Encoding.UTF8.GetString(source)} by {mark}";

    public void Serialize(string value, IBufferWriter<byte> target) => Encoding.UTF8.GetBytes(value, target);
}
