namespace Larder.EntityFrameworkCore.Victim.Shop;

/// <summary>A row with a key of two columns.</summary>
public sealed class Stock
{
    public int ProductId { get; set; }

    public required string Warehouse { get; set; }

    public int Pieces { get; set; }
}
