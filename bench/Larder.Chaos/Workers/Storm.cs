using System.Globalization;
using Larder.Chaos.Source;

namespace Larder.Chaos.Workers;

/// <summary>Many callers ask at once for a key that is nowhere and takes 50 ms to load.</summary>
internal sealed class Storm(ICache cache, SourceClient source)
{
    private static readonly TimeSpan LoadTakes = TimeSpan.FromMilliseconds(50);

    public Task RunAsync(int callers) => Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(AskAsync)));

    private async Task AskAsync() => await cache.GetOrLoadAsync(KeySet.NameOf(0), source, static async (source, _, _) =>
    {
        var version = await source.ReadAsync(0);
        await Task.Delay(LoadTakes);
        return version.ToString(CultureInfo.InvariantCulture);
    });
}
