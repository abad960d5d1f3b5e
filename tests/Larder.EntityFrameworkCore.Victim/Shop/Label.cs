namespace Larder.EntityFrameworkCore.Victim.Shop;

/// <summary>Joined to products, many to many; mapped by the model.</summary>
public sealed class Label
{
    public int Id { get; set; }

    public required string Text { get; set; }

    public List<Product> Products { get; } = [];
}
