using System.Diagnostics;
using Larder.Diagnostics;

namespace Larder.Loading;

/// <summary>
/// Runs a load without the AsyncLocals of whoever came first: the others wait for the same load, and would get a stranger's user, culture or
/// transaction. The same whether or not a token was passed.
/// </summary>
internal static class CleanContext
{
    private static readonly ExecutionContext Empty = CaptureEmpty();

    public static void Run<TState>(Action<TState> action, TState state)
        where TState : class =>
        ExecutionContext.Run(Empty, static pair =>
        {
            var (action, state, request) = ((Action<TState>, TState, Activity?))pair!;
            CurrentRequest.Carry(request);
            action(state);
        }, (action, state, CurrentRequest.Outermost));

    /// <summary>A thread that was started without flow has the context of nobody.</summary>
    private static ExecutionContext CaptureEmpty()
    {
        ExecutionContext? empty = null;
        var thread = new Thread(() => empty = ExecutionContext.Capture()) { IsBackground = true };
        thread.UnsafeStart();
        thread.Join();
        return empty ?? throw new InvalidOperationException("The flow of the execution context is suppressed on a new thread.");
    }
}
