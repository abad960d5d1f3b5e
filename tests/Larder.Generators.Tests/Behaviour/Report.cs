using Larder.Annotations;

namespace Larder.Generators.Tests.Behaviour;

/// <summary>The attributes of a class, whose parameters have other names than the interface's.</summary>
public class Report(Ledger ledger) : IReport
{
    [Cached]
    public async Task<int> CountAsync(string state)
    {
        await ledger.CallAsync($"count {state}");
        return 3;
    }
}
