using System.Linq.Expressions;
using Larder.EntityFrameworkCore.Mapping;
using Larder.EntityFrameworkCore.Victim.Shop;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.EntityFrameworkCore.Tests;

/// <summary>How keys are mapped, what is refused, and how a context gets to know of it.</summary>
public sealed class MappingTests(OnePostgres postgres)
{
    public static TheoryData<object> Values =>
    [
        1, 1L, (short)-3, "text", "42", "a:b", "", true, 1.50m, 2.0, DayOfWeek.Friday, new Guid("6f9619ff-8b86-d011-b42d-00c04fc964ff"), new DateOnly(2030, 1, 2),
        new DateTime(2030, 1, 2, 3, 4, 5, DateTimeKind.Utc), 'x',
    ];

    [Theory, MemberData(nameof(Values))]
    public void A_value_is_spelt_as_the_cache_spells_it(object value)
    {
        var text = new CacheKeyText(2, 1);
        text.AppendLiteral("k:");
        KeyPart.Append(ref text, value);

        Assert.Equal(Spelt(value), CacheKey.Of(text));
    }

    [Fact]
    public void A_list_and_what_is_missing_are_spelt_as_the_cache_spells_them()
    {
        int[] list = [3, 7];
        var text = new CacheKeyText(2, 1);
        text.AppendLiteral("k:");
        KeyPart.Append(ref text, list);
        KeyPart.Append(ref text, null);

        Assert.Equal(CacheKey.Of($"k:{list}{(string?)null}"), CacheKey.Of(text));
    }

    [Fact]
    public void Expressions_and_texts_make_the_same_template()
    {
        const string Family = "product";
        var language = "en";
        Expression<Func<Product, string>>[] keys =
        [
            static p => $"product:{p.Id}:{p.Name}", static p => "product:" + p.Id + ":" + p.Name, static p => $"{Family}:{p.Id}:{p.Name}",
            static p => $"product:{EF.Property<int>(p, "Id")}:{p.Name}",
        ];
        Assert.All(keys, static key => Assert.Equal(["product:", "Id", ":", "Name"], TemplateExpression.Read(key).Pieces.Select(static piece => piece.Literal ?? piece.Property)));
        var computed = TemplateExpression.Read((Expression<Func<Product, string>>)(p => $"p:{p.Name.ToUpperInvariant()}:{language}")).Pieces;
        Assert.Equal("A", computed[1].Compute!(new Product { Name = "a" }));
        Assert.Equal("en", computed[3].Compute is { } compute ? compute(new Product { Name = "a" }) : null);
        Assert.Equal("a{b}:", KeyTemplate.Parse("a{{b}}:{ Id }").Prefix);
    }

    [Theory]
    [InlineData("{Id}")]
    [InlineData("")]
    [InlineData("a:{Id")]
    [InlineData("a:Id}")]
    [InlineData("a:{}")]
    [InlineData("a:{b{Id}")]
    [InlineData("a\n{Id}")]
    public void A_template_that_is_none_is_refused(string template)
    {
        Assert.StartsWith("LAR601", Assert.Throws<ArgumentException>(() => KeyTemplate.Parse(template)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_expression_that_is_no_template_is_refused()
    {
        Expression<Func<Product, string>>[] keys = [static p => $"{p.Id}:a", static p => $"a:{p.Id:D3}", static p => p.Name];

        Assert.All(keys, static key => Assert.StartsWith("LAR601", Assert.Throws<ArgumentException>(() => TemplateExpression.Read(key)).Message, StringComparison.Ordinal));
    }

    public static TheoryData<string> Unknown => ["a:{Nothing}", "a:{Labels}", "a:{Size}"];

    [Theory, MemberData(nameof(Unknown))]
    public async Task A_key_that_the_model_does_not_know_is_refused(string template)
    {
        await using var shop = ShopRun.On("Host=127.0.0.1;Port=1", static services => Add(services, null));
        await using var context = shop.NewContext();
        var definition = new EntityDefinition(typeof(Product));
        definition.Keys.Add(KeyTemplate.Parse(template));

        var error = Assert.Throws<InvalidOperationException>(() => ModelRules.Of(context.Model, [definition]));

        Assert.StartsWith("LAR602", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_reads_another_entity_is_refused()
    {
        await using var shop = ShopRun.On("Host=127.0.0.1;Port=1", static services => Add(services, null));
        await using var context = shop.NewContext();
        var definition = new EntityDefinition(typeof(Product));
        definition.Keys.Add(TemplateExpression.Read((Expression<Func<Product, string>>)(static p => $"a:{p.Size!.Width}")));

        var error = Assert.Throws<InvalidOperationException>(() => ModelRules.Of(context.Model, [definition]));

        Assert.StartsWith("LAR602", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_computed_part_removes_what_it_was_and_what_it_is()
    {
        var database = await postgres.NewAsync();
        await using var shop = ShopRun.On(database, services => Add(services, static map => map.Entity<Product>().Key(static p => $"product:name:{p.Name.ToUpperInvariant()}"), database));
        await shop.SeedAsync(new Product { Name = "a" });
        await shop.FillAsync("product:name:A", "product:name:B", "product:name:C");

        await using var context = shop.NewContext();
        (await context.Products.SingleAsync()).Name = "b";
        await context.SaveChangesAsync();

        Assert.Equal(["product:name:C"], await shop.HeldAsync("product:name:A", "product:name:B", "product:name:C"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pooled_contexts_and_factories_are_watched_too(bool isPooled)
    {
        var database = await postgres.NewAsync();
        await using var shop = ShopRun.On(database, services =>
        {
            services.AddLarder("named").UseMemoryOnly();
            services.AddLarderInvalidation<ShopContext>(static map => map.Entity<Label>().Key(static row => $"label:{row.Id}")).UseCache("named");
            if (isPooled) services.AddDbContextPool<ShopContext>(options => options.UseNpgsql(database));
            else services.AddDbContextFactory<ShopContext>(options => options.UseNpgsql(database));
        });
        var cache = shop.Services.GetRequiredKeyedService<ICache>("named");

        for (var id = 1; id <= 2; id++)
        {
            await cache.SetAsync($"label:{id}", "old");
            await using var scope = shop.Services.CreateAsyncScope();
            await using var context = isPooled
                ? scope.ServiceProvider.GetRequiredService<ShopContext>()
                : await scope.ServiceProvider.GetRequiredService<IDbContextFactory<ShopContext>>().CreateDbContextAsync();
            context.Add(new Label { Text = "a" });
            await context.SaveChangesAsync();
            Assert.False(await cache.ExistsAsync($"label:{id}"));
        }
    }

    [Fact]
    public async Task A_context_without_invalidation_says_what_is_missing()
    {
        await using var context = new ShopContext(new DbContextOptionsBuilder<ShopContext>().UseNpgsql("Host=127.0.0.1;Port=1").Options);
        await using var shop = ShopRun.On("Host=127.0.0.1;Port=1", static services => Add(services, null));
        await using var without = shop.NewContext();

        Assert.StartsWith("LAR607", Assert.Throws<InvalidOperationException>(() => shop.Cache.Within(context)).Message, StringComparison.Ordinal);
        Assert.StartsWith("LAR607", Assert.Throws<InvalidOperationException>(() => without.LarderOutboxSql()).Message, StringComparison.Ordinal);
    }

    private static void Add(IServiceCollection services, Action<InvalidationMap>? map, string database = "Host=127.0.0.1;Port=1")
    {
        services.AddLarder().UseMemoryOnly();
        services.AddDbContext<ShopContext>(options => options.UseNpgsql(database), ServiceLifetime.Transient);
        services.AddLarderInvalidation<ShopContext>(map);
    }

    private static string Spelt(object value) => value switch
    {
        int part => CacheKey.Of($"k:{part}"),
        long part => CacheKey.Of($"k:{part}"),
        short part => CacheKey.Of($"k:{part}"),
        string part => CacheKey.Of($"k:{part}"),
        bool part => CacheKey.Of($"k:{part}"),
        decimal part => CacheKey.Of($"k:{part}"),
        double part => CacheKey.Of($"k:{part}"),
        DayOfWeek part => CacheKey.Of($"k:{part}"),
        Guid part => CacheKey.Of($"k:{part}"),
        DateOnly part => CacheKey.Of($"k:{part}"),
        DateTime part => CacheKey.Of($"k:{part}"),
        char part => CacheKey.Of($"k:{part}"),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };
}
