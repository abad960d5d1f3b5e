using Larder.Chaos.Protocol;
using Larder.Chaos.Source;

namespace Larder.Chaos.Workers;

/// <summary>Carries out what the parent orders.</summary>
internal sealed class Obedience(ICache cache, SourceClient source, OperationLog log, int process)
{
    private readonly Traffic _traffic = new(cache, source, log, process);

    public Task CarryOutAsync(OrderKind kind, int number)
    {
        switch (kind)
        {
            case OrderKind.Go:
                _traffic.Start();
                return Task.CompletedTask;
            case OrderKind.Quiet:
                return _traffic.EndAsync();
            case OrderKind.Copies:
                return _traffic.TellCopiesAsync();
            case OrderKind.Remove:
                return cache.RemoveAsync(KeySet.NameOf(number)).AsTask();
            case OrderKind.Follow:
                new Follower(cache, source, log).Start();
                return Task.CompletedTask;
            case OrderKind.Storm:
                return new Storm(cache, source).RunAsync(number);
            default:
                throw new InvalidOperationException($"There is no order {kind}.");
        }
    }
}
