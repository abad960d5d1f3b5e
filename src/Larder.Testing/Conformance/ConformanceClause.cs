namespace Larder.Testing.Conformance;

/// <summary>One promise of the contract, and the trial that a tier must stand.</summary>
public sealed class ConformanceClause
{
    private readonly ITierUnderTest _place;
    private readonly Func<Trial, Task> _body;

    internal ConformanceClause(ITierUnderTest place, ClauseBody clause)
    {
        _place = place;
        _body = clause.Body;
        Name = clause.Name;
    }

    /// <summary>The promise, a sentence.</summary>
    public string Name { get; }

    /// <summary>Tries the tier.</summary>
    /// <exception cref="ConformanceException">The tier breaks the clause.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            Trial trial = new(_place, Name, cancellationToken);
            await using (trial.ConfigureAwait(false))
                await _body(trial).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not ConformanceException && !cancellationToken.IsCancellationRequested)
        {
            // Whatever a tier throws where the contract has an answer is a breach, of whichever type it is.
            throw new ConformanceException(Name, "an answer", $"{error.GetType().Name}: {error.Message}", error);
        }
    }

    /// <summary><see cref="Name"/>.</summary>
    public override string ToString() => Name;
}
