namespace Storefront.Gates;

/// <summary>Stands between this process and one of its neighbours, and can play that this one is away. The neighbour notices nothing of it.</summary>
internal sealed class Gate
{
    private volatile Position _position = new(GateState.Open);

    public GateState State => _position.State;

    public bool IsOpen => _position.State == GateState.Open;

    /// <summary>Moves it. Who waits at a gate that hung is refused.</summary>
    public void Set(GateState state)
    {
        var before = _position;
        _position = new Position(state);
        before.End();
    }

    /// <summary>Waits as long as the gate hangs.</summary>
    /// <returns>True when it was open; false when who asks is refused.</returns>
    public ValueTask<bool> PassAsync(CancellationToken cancellationToken)
    {
        var position = _position;
        return position.State switch
        {
            GateState.Open => new(true),
            GateState.Closed => new(false),
            _ => new(HangAsync(position, cancellationToken)),
        };
    }

    private static async Task<bool> HangAsync(Position position, CancellationToken cancellationToken)
    {
        await position.Ended.WaitAsync(cancellationToken);
        return false;
    }

    private sealed class Position(GateState state)
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public GateState State => state;

        public Task Ended => _ended.Task;

        public void End() => _ended.TrySetResult();
    }
}
