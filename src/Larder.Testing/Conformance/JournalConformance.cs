namespace Larder.Testing.Conformance;

/// <summary>
/// The contract of <see cref="Larder.Journal.IWriteJournal"/> as trials, for any test framework: make a test of each name in <see cref="Clauses"/>.
/// </summary>
public sealed class JournalConformance
{
    private readonly Dictionary<string, Func<JournalTrial, Task>> _bodies;
    private readonly IJournalUnderTest _place;

    /// <summary>The clauses, for this place.</summary>
    public JournalConformance(IJournalUnderTest place)
    {
        _place = place;
        _bodies = PendingClauses.All.Concat(ShardClauses.All).Concat(DeadLetterClauses.All).ToDictionary(static one => one.Name, static one => one.Body);
    }

    /// <summary>The promises, sentences.</summary>
    public IReadOnlyCollection<string> Clauses => _bodies.Keys;

    /// <summary>Runs the clause of this name.</summary>
    /// <exception cref="ConformanceException">The journal breaks the clause.</exception>
    public async Task RunAsync(string clause, CancellationToken cancellationToken)
    {
        try
        {
            var trial = new JournalTrial(_place, clause, cancellationToken);
            await using (trial.ConfigureAwait(false))
                await _bodies[clause](trial).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not ConformanceException && !cancellationToken.IsCancellationRequested)
        {
            throw new ConformanceException(clause, "an answer", $"{error.GetType().Name}: {error.Message}", error);
        }
    }
}
