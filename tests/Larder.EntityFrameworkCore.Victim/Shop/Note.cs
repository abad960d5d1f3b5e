namespace Larder.EntityFrameworkCore.Victim.Shop;

/// <summary>Goes with its product; its foreign key is a shadow property.</summary>
public sealed class Note
{
    public int Id { get; set; }

    public required string Text { get; set; }
}
