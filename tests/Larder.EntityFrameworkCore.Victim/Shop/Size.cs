namespace Larder.EntityFrameworkCore.Victim.Shop;

/// <summary>Owned by a product.</summary>
public sealed class Size
{
    public int Width { get; set; }

    public int Height { get; set; }
}
