namespace Larder.Generators.Tests.Keys;

/// <summary>Never called: the cache that catches keys loads nothing.</summary>
public sealed class Keyed : IKeyed
{
    public Task<int> OneTextAsync(string? a) => throw new NotSupportedException();

    public Task<int> TwoTextsAsync(string? a, string? b) => throw new NotSupportedException();

    public Task<int> SideBySideAsync(string? a, int b) => throw new NotSupportedException();

    public Task<int> DashedAsync(string? a, int? b, string? c) => throw new NotSupportedException();

    public Task<int> NumberAsync(int number) => throw new NotSupportedException();

    public Task<int> SameAsync(int id) => throw new NotSupportedException();

    public Task<int> SameAsync(string? id) => throw new NotSupportedException();

    public Task<int> OfAsync<T>(int id) => throw new NotSupportedException();

    public Task<int> OfTwoAsync<TOne, TTwo>(string id) => throw new NotSupportedException();

    public Task<int> AmountAsync(decimal amount, double share) => throw new NotSupportedException();

    public Task<int> WhenAsync(DateTime moment, DateOnly? day, TimeSpan span) => throw new NotSupportedException();

    public Task<int> KindAsync(DayOfWeek day, char sign, bool? flag, Guid id) => throw new NotSupportedException();

    public Task<int> ListAsync(IReadOnlyList<string?> texts, int[]? numbers) => throw new NotSupportedException();

    public Task<int> SetAsync(IReadOnlySet<int> numbers) => throw new NotSupportedException();

    public Task<int> BoxesAsync(List<Box> boxes) => throw new NotSupportedException();

    public Task<int> BoxAsync(Box? box, Order? order) => throw new NotSupportedException();

    public Task<int> UnnamedAsync(string? a, string? b) => throw new NotSupportedException();

    public Task<int> UnnamedTooAsync(string? a, string? b) => throw new NotSupportedException();
}
