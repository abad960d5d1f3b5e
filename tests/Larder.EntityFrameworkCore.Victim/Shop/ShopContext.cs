using Microsoft.EntityFrameworkCore;

namespace Larder.EntityFrameworkCore.Victim.Shop;

/// <summary>A shop with one of each kind of row.</summary>
public sealed class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options)
{
    public DbSet<Product> Products => Set<Product>();

    public DbSet<Label> Labels => Set<Label>();

    public DbSet<Note> Notes => Set<Note>();

    public DbSet<Stock> Stocks => Set<Stock>();

    public DbSet<Customer> Customers => Set<Customer>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Product>(product =>
        {
            product.ToTable("products").OwnsOne(static row => row.Size);
            product.HasMany(static row => row.Labels).WithMany(static row => row.Products).UsingEntity("product_labels");
            product.HasMany(static row => row.Notes).WithOne().HasForeignKey("ProductId").IsRequired();
        });
        modelBuilder.Entity<EBook>();
        modelBuilder.Entity<Label>().ToTable("labels").InvalidatesKey("label:{Id}").InvalidatesTag("labels");
        modelBuilder.Entity<Note>().ToTable("notes").InvalidatesKey("notes:{ProductId}");
        modelBuilder.Entity<Stock>().ToTable("stocks", "storage").HasKey(static row => new { row.ProductId, row.Warehouse });
        modelBuilder.Entity<Customer>().ToTable("customers").HasIndex(static row => row.Mail).IsUnique();
    }
}
