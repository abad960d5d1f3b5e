using Larder.Tiers;

namespace Larder.Records;

/// <summary>What a load brought, before it is kept.</summary>
/// <param name="State">Its fields, or that there is no such row.</param>
/// <param name="Fields">The same as they are to be filled in.</param>
/// <param name="LoadTime">How long the load took.</param>
internal sealed record RecordDraft(RecordState State, IReadOnlyList<RecordFilling> Fields, TimeSpan LoadTime)
{
    /// <summary>Only who began the load may have it.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>Of a projection; null for a row that does not exist.</summary>
    public static RecordDraft Of<T>(RecordShape shape, ProjectionPlan<T> plan, T? loaded, RecordState? seen, TimeSpan loadTime)
        where T : class
    {
        if (loaded is null) return new RecordDraft(RecordState.None, [], loadTime);
        var fields = plan.FillingsOf(loaded, seen);
        var state = RecordState.Of(shape, fields.Select(static filling => filling.Field));
        return new RecordDraft(state, fields, loadTime);
    }
}
