using Larder.Resp;
using Larder.Resp.Client;
using Larder.Resp.Commands;

namespace Larder.Figures.Resp;

/// <summary>What is allocated to receive a value of 1 MB into a buffer that is there.</summary>
internal static class BulkFigure
{
    private const int Length = 1024 * 1024;
    private const int Warmup = 20;
    private const int Times = 50;

    public static async Task<double> BytesAsync(RespClient client, CancellationToken cancellationToken)
    {
        await client.SetAsync("bulk", new byte[Length], cancellationToken: cancellationToken);
        var buffer = new FixedBuffer(Length);
        List<double> allocated = [];
        for (var time = 0; time < Warmup + Times; time++)
        {
            buffer.Clear();
            var before = GC.GetTotalAllocatedBytes(precise: true);
            await client.ReadAsync(new Command("GET").Key("bulk"), buffer, cancellationToken);
            if (time >= Warmup) allocated.Add(GC.GetTotalAllocatedBytes(precise: true) - before);
            if (buffer.Written != Length) throw new InvalidOperationException($"{buffer.Written} bytes came.");
        }
        return Median.Of(allocated);
    }
}
