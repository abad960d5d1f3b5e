namespace Larder.Figures.Engine;

/// <summary>A hit as an application makes it: state in place of a closure, and a loader that would be called.</summary>
internal readonly struct LarderLookup(ICache cache) : ILookup
{
    public string Find(string key)
    {
        var read = cache.GetOrLoadAsync(key, 0, static (_, _, _) => new ValueTask<string>("loaded"));
        return read.IsCompletedSuccessfully ? read.Result : throw new InvalidOperationException("A hit did not complete at once.");
    }
}
