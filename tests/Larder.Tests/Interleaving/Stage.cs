namespace Larder.Tests.Interleaving;

/// <summary>
/// Where the parts of a play stop and wait for their turn. Everything runs on the one thread that calls <see cref="Resume"/>, so which part
/// goes on is all that there is to chance, and the play decides it.
/// </summary>
internal sealed class Stage
{
    private readonly List<TaskCompletionSource> _waiting = [];

    /// <summary>How many parts wait for their turn; in the order in which they stopped.</summary>
    public int Waiting => _waiting.Count;

    public Task PauseAsync()
    {
        // Without asynchronous continuations: the part goes on within the call that gives it its turn.
        var turn = new TaskCompletionSource();
        _waiting.Add(turn);
        return turn.Task;
    }

    /// <summary>Lets a part go on until it stops again, ends, or waits for another.</summary>
    public void Resume(int index)
    {
        var turn = _waiting[index];
        _waiting.RemoveAt(index);
        turn.SetResult();
    }
}
