namespace Larder.Figures.Page;

/// <summary>How often <c>/heavy</c> is computed when a hundred ask at once.</summary>
internal static class HeavyFigures
{
    private const int Requests = 100;

    public static async Task MeasureAsync(FigureWriter figures, TemporaryFolder folder, CancellationToken cancellationToken)
    {
        await using (var alone = await StorefrontProcess.StartAsync(folder.DataDirectory, folder.NewCacheFile(), cancellationToken))
        {
            await AskAsync([alone], cancellationToken);
            figures.Write("page.heavy.computations", await alone.ComputationsAsync(cancellationToken), "computations");
        }

        var shared = folder.NewCacheFile();
        await using var one = await StorefrontProcess.StartAsync(folder.DataDirectory, shared, cancellationToken);
        await using var two = await StorefrontProcess.StartAsync(folder.DataDirectory, shared, cancellationToken);
        await AskAsync([one, two], cancellationToken);
        var computations = await one.ComputationsAsync(cancellationToken) + await two.ComputationsAsync(cancellationToken);
        figures.Write("page.heavy.computations.2processes", computations, "computations");
    }

    private static async Task AskAsync(StorefrontProcess[] storefronts, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, Requests).Select(i =>
            storefronts[i % storefronts.Length].Client.GetStringAsync("/heavy", cancellationToken)));
        foreach (var answer in answers)
            if (!answer.Contains("This was a heavy computation result.")) throw new InvalidOperationException($"/heavy answered: {answer}");
    }
}
