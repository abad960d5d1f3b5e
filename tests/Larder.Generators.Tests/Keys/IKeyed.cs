using Larder.Annotations;

namespace Larder.Generators.Tests.Keys;

/// <summary>Methods over all that may stand in a key.</summary>
public interface IKeyed
{
    [Cached("one:{a}")]
    Task<int> OneTextAsync(string? a);

    [Cached("two:{a}:{b}")]
    Task<int> TwoTextsAsync(string? a, string? b);

    [Cached("side:{a}{b}")]
    Task<int> SideBySideAsync(string? a, int b);

    [Cached("dash:{a}-{b}-{c}")]
    Task<int> DashedAsync(string? a, int? b, string? c);

    [Cached("number:{number}")]
    Task<int> NumberAsync(int number);

    [Cached("same:{id}")]
    Task<int> SameAsync(int id);

    [Cached("same:{id}")]
    Task<int> SameAsync(string? id);

    [Cached("of:{id}")]
    Task<int> OfAsync<T>(int id);

    [Cached("of2:{TOne}:{TTwo}:{id}")]
    Task<int> OfTwoAsync<TOne, TTwo>(string id);

    [Cached("amount:{amount}:{share}")]
    Task<int> AmountAsync(decimal amount, double share);

    [Cached("when:{moment}:{day}:{span}")]
    Task<int> WhenAsync(DateTime moment, DateOnly? day, TimeSpan span);

    [Cached("kind:{day}:{sign}:{flag}:{id}")]
    Task<int> KindAsync(DayOfWeek day, char sign, bool? flag, Guid id);

    [Cached("list:{texts}:{numbers}")]
    Task<int> ListAsync(IReadOnlyList<string?> texts, int[]? numbers);

    [Cached("set:{numbers}")]
    Task<int> SetAsync(IReadOnlySet<int> numbers);

    [Cached("boxes:{boxes}")]
    Task<int> BoxesAsync(List<Box> boxes);

    [Cached("box:{box}:{order.Box}:{order.Id}")]
    Task<int> BoxAsync(Box? box, Order? order);

    [Cached]
    Task<int> UnnamedAsync(string? a, string? b);

    [Cached]
    Task<int> UnnamedTooAsync(string? a, string? b);
}
