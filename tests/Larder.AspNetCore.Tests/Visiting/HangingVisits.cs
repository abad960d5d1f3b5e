using Larder.Counting;

namespace Larder.AspNetCore.Tests.Visiting;

/// <summary>A place that answers when the test says so.</summary>
public sealed class HangingVisits : IVisitorStore
{
    public TaskCompletionSource<bool> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async ValueTask<bool> RecordAsync(Visit visit, TimeSpan keepFor, CancellationToken cancellationToken) => await Answer.Task;

    public ValueTask<VisitorCount> CountAsync(string subject, DateOnly day, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<VisitorCount> EstimateAsync(string subject, IReadOnlyList<DateOnly> days, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<Visit>> ListAsync(string subject, DateOnly day, VisitPage page, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<long> ForgetAsync(string visitor, CancellationToken cancellationToken) => throw new NotSupportedException();
}
