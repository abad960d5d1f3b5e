namespace Larder.Tests.Pipeline;

/// <summary>A value that anybody can change.</summary>
internal sealed class Basket
{
    public List<string> Items { get; set; } = [];

    public static Basket Of(params string[] items) => new() { Items = [.. items] };
}
