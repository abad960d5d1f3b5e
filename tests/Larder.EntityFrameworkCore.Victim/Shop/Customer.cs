namespace Larder.EntityFrameworkCore.Victim.Shop;

/// <summary>A row that is found by two keys, of which one changes; mapped by attributes.</summary>
[InvalidatesKeys("customer:{Id}", Tags = ["customers"])]
[InvalidatesKeys("customer:mail:{Mail}")]
public sealed class Customer
{
    public Guid Id { get; set; }

    public required string Mail { get; set; }
}
