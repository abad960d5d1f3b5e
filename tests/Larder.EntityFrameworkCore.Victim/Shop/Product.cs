namespace Larder.EntityFrameworkCore.Victim.Shop;

/// <summary>A row whose id the database makes; mapped by expressions.</summary>
public class Product
{
    public int Id { get; set; }

    public required string Name { get; set; }

    public int CategoryId { get; set; }

    public Size? Size { get; set; }

    public List<Label> Labels { get; } = [];

    public List<Note> Notes { get; } = [];
}
