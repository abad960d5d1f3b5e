namespace Larder.EntityFrameworkCore.Victim.Shop;

/// <summary>A product in the same table.</summary>
public sealed class EBook : Product
{
    public string Format { get; set; } = "epub";
}
