namespace Larder.Figures.Redis;

/// <summary>A record that is about 200 bytes of JSON.</summary>
internal sealed record Product(int Id, string Name, string Description, decimal Price, int Stock, bool IsActive)
{
    public static Product Of(int number) =>
        new(number, $"Product number {number}", "Plain words about what it is and why one would want to have it in the house.", 19.95m + number, number % 50, true);
}
