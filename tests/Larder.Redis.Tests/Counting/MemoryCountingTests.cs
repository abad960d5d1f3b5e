using Larder.Hosting;

namespace Larder.Redis.Tests.Counting;

public sealed class MemoryCountingTests : CountingContract
{
    protected override bool IsShared => false;

    protected override void Use(LarderBuilder builder) => builder.UseMemoryOnly();
}
