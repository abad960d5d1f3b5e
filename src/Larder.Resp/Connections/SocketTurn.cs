using System.Runtime.CompilerServices;

namespace Larder.Resp.Connections;

/// <summary>What the loop awaits when <see cref="SocketReaders"/> read for it.</summary>
internal readonly struct SocketTurn(SocketReaders readers) : ICriticalNotifyCompletion
{
    public bool IsCompleted => false;

    public SocketTurn GetAwaiter() => this;

    public int GetResult() => readers.Result();

    public void OnCompleted(Action continuation) => readers.Arm(continuation);

    public void UnsafeOnCompleted(Action continuation) => readers.Arm(continuation);
}
