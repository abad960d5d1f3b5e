using Larder.Figures.Engine;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Figures.Declare;

/// <summary>A hit through an attribute beside one that a careful person wrote, in one run: best of seven rounds in turn.</summary>
internal static class DeclaredHitFigures
{
    /// <summary>Keys in turn: few enough that a decorator remembers the texts of all, and many more than it does.</summary>
    private const int Few = 256, Many = 16_384;

    public static async Task MeasureAsync(FigureWriter figures, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection();
        services.AddLarder().UseMemoryOnly();
        services.AddCached<IRows, Rows>(ServiceLifetime.Singleton);
        await using var provider = services.BuildServiceProvider();
        var declared = provider.GetRequiredService<IRows>();
        var handwritten = new HandwrittenRows(provider.GetRequiredService<ICache>(), new Rows());
        await FillAsync(declared, cancellationToken);
        await FillAsync(handwritten, cancellationToken);

        var (few, many) = (new RowLoop(declared, Few), new RowLoop(declared, Many));
        var (fewByHand, manyByHand) = (new RowLoop(handwritten, Few), new RowLoop(handwritten, Many));
        var contest = new Contest(slices: 200)
            .With("declared", few.ById).With("by hand", fewByHand.ById)
            .With("declared by name", few.ByName).With("by hand by name", fewByHand.ByName)
            .With("declared of many", many.ById).With("by hand of many", manyByHand.ById);
        await contest.RunAsync(cancellationToken);

        foreach (var contender in new[] { "declared", "by hand", "declared by name", "by hand by name", "declared of many", "by hand of many" })
            figures.Note($"{contender}: {contest.BestOf(contender) / RowLoop.Lookups:0.0} ns a hit");
        figures.Write("declare.hit.vs-handwritten", contest.BestOf("declared") / contest.BestOf("by hand"), "times");
        figures.Write("declare.hit.name.vs-handwritten", contest.BestOf("declared by name") / contest.BestOf("by hand by name"), "times");
        figures.Write("declare.hit.many.vs-handwritten", contest.BestOf("declared of many") / contest.BestOf("by hand of many"), "times");
        figures.Write("declare.hit.bytes", Math.Max(RowLoop.BytesOf(few.ById), RowLoop.BytesOf(new RowLoop(declared, 16).ByName)), "bytes");
        figures.Write("declare.hit.handwritten.bytes", RowLoop.BytesOf(fewByHand.ById), "bytes");
    }

    private static async Task FillAsync(IRows rows, CancellationToken cancellationToken)
    {
        for (var id = 0; id < Many; id++)
        {
            await rows.FindAsync(id, cancellationToken);
            await rows.FindAsync($"name-{id}", cancellationToken);
        }
    }
}
