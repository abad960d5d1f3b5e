using System.Security.Cryptography;

namespace Larder.Validity;

/// <summary>
/// Makes versions that no process made before: eight random bytes drawn once by this source, and a count. Two sources meet only if they draw
/// the same 64 bits, a chance of one in 10^19 for each pair.
/// </summary>
public sealed class VersionSource
{
    private readonly ulong _source = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) | 1;
    private ulong _count;

    /// <summary>A version that was never used before.</summary>
    public SlotVersion Next() => new(_source, Interlocked.Increment(ref _count));

    /// <summary>Whether this source made it.</summary>
    public bool Made(SlotVersion version) => version.High == _source;
}
