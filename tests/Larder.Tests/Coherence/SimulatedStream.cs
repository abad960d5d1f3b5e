using Larder.Tests.Interleaving;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Tests.Coherence;

/// <summary>One tracked connection: what the server sends arrives in its order, each piece when its turn comes, or never.</summary>
internal sealed class SimulatedStream(SimulatedServer server, Watch watch, Stage stage, MissingFence missing)
{
    private readonly Queue<Action> _frames = new();
    private readonly HashSet<Slot> _followed = [];
    private readonly List<TaskCompletionSource<InstallTicket>> _owed = [];
    private bool _isCut;

    public SimulatedServer Server => server;

    public void Push(Slot slot)
    {
        if (_followed.Remove(slot)) Send(() => watch.Changed(slot));
    }

    /// <summary>The server executes a read: what it says of the slots now, and the ticket once the answer has arrived.</summary>
    public (SlotWrite?[] States, Task<InstallTicket> Answered) Read(Slot[] slots, long sentAt)
    {
        var answered = new TaskCompletionSource<InstallTicket>();
        _owed.Add(answered);
        if (!_isCut) foreach (var slot in slots) _followed.Add(slot);
        var states = Array.ConvertAll(slots, server.Find);
        Send(() =>
        {
            Prove(sentAt);
            _owed.Remove(answered);
            answered.SetResult(watch.Ticket());
        });
        return (states, answered.Task);
    }

    public void Ping(long sentAt) => Send(() => Prove(sentAt));

    /// <summary>From now on nothing arrives; nobody knows yet.</summary>
    public void Cut()
    {
        _isCut = true;
        _frames.Clear();
        server.Forget(this);
    }

    /// <summary>The client notices, or has been told that this server is none any more.</summary>
    public void End()
    {
        Cut();
        if (missing != MissingFence.Epoch) watch.Break();
        foreach (var owed in _owed.ToArray()) owed.TrySetException(new TierException(TierFailure.MaybeDone, "The connection was lost."));
        _owed.Clear();
    }

    private void Prove(long sentAt) => watch.Prove(missing == MissingFence.ProofOfLife ? long.MaxValue : sentAt);

    private void Send(Action frame)
    {
        if (_isCut) return;
        _frames.Enqueue(frame);
        _ = ArriveAsync();
    }

    private async Task ArriveAsync()
    {
        await stage.PauseAsync().ConfigureAwait(false);
        if (_frames.TryDequeue(out var frame)) frame();
    }
}
