namespace Larder.Generators.Tests.Compiling;

/// <summary>What is generated compiles without a warning, whatever the interface looks like.</summary>
public class GeneratedCodeTests
{
    [Theory]
    [InlineData("""[Cached("a:{id}", "1h")] Task<string> GetAsync(int id);""")]
    [InlineData("""[Cached("a:{id}")] ValueTask<string?> GetAsync(int id, CancellationToken token = default);""")]
    [InlineData("""[Cached("a")] Task<int> GetAsync(CancellationToken token);""")]
    [InlineData("""[Cached("a:{id}")] Task<int?> GetAsync(in int id, CancellationToken token);""")]
    [InlineData("""[Cached] Task<int[]> GetAsync(string name, DateTime day, List<int> ids, decimal? price);""")]
    [InlineData("""[Cached("a:{id}")] Task<T> GetAsync<T>(int id) where T : class;""")]
    [InlineData("""[Cached("a:{T}:{id}")] Task<T?> GetAsync<T>(int id);""")]
    [InlineData("""[Cached("a:{id}")] Task<T?> GetAsync<T>(int id) where T : struct;""")]
    [InlineData("""[Cached("a:{id}")] Task<T> GetAsync<T>(int id) where T : notnull, new();""")]
    [InlineData("""[Cached("a:{id}")] Task<int> GetAsync(int id); [Cached("b:{id}")] Task<int> GetAsync(string id); int GetAsync(); """)]
    [InlineData("""[Cached("a:{method}:{context}:{call}:{token}:{result}:{Item1}:{class}")] Task<int> GetAsync(int method, int context, int call, int token, int result, int Item1, int @class);""")]
    [InlineData("""[Cached("a:{order.Id}:{order.Next.Id}", Tags = ["a", "b:{order.Id}"])] Task<int> GetAsync(Order order);""")]
    [InlineData("""[Cached("a:{order.Name}")] Task<int> GetAsync(Order? order);""")]
    [InlineData("""[Cached("a{{}}\"\\:{id}")] Task<int> GetAsync(int id);""")]
    [InlineData("""[Cached("a:{part}:{days}:{ids}")] Task<int> GetAsync(Part part, DayOfWeek[] days, IReadOnlySet<Guid>? ids);""")]
    [InlineData("""[Cached("a:{both}")] Task<int> GetAsync(Both both);""")]
    [InlineData("""[Cached("a:{id}", "Short", StaleFor = "0", RefreshAhead = "5m", NegativeExpiration = "10s", MemoryExpiration = "250ms", Sensitive = true, Cache = "b")] Task<int> GetAsync(int id);""")]
    [InlineData("""[Invalidates("a:{order.Id}", "b", Tags = ["c", "d:{order.Id}"], Patterns = ["e:*"])] Task SaveAsync(Order order);""")]
    [InlineData("""[Invalidates("a:{return.Id}")] ValueTask<Order> SaveAsync(int result);""")]
    [InlineData("""[Invalidates("a:{id}", When = InvalidationTime.AfterEnd)] [Invalidates(Tags = ["b"])] ValueTask SaveAsync(in int id, CancellationToken token);""")]
    [InlineData("""[Invalidates("a:{id}", "b:{return}", Tags = ["t"], When = InvalidationTime.BeforeAndAfter)] Task<int> SaveAsync(int id, CancellationToken token);""")]
    [InlineData("""[Invalidates("a:{id}", When = InvalidationTime.BeforeAndAfter)] Task SaveAsync(int id);""")]
    [InlineData("""[CachePut("a:{return.Id}", "1h")] [Invalidates(Tags = ["b"])] Task<Order?> SaveAsync(Order order);""")]
    [InlineData("""[CachePut("a:{id}", "1h")] Task<int> SaveAsync(int id);""")]
    [InlineData("""[CachePut("a:{id}", "1h")] Task<string?> SaveAsync(int id);""")]
    [InlineData("""[CacheBatch("a:{id}", "1h")] ValueTask<IReadOnlyDictionary<int, Order>> GetAsync(IReadOnlyCollection<int> ids, CancellationToken token);""")]
    [InlineData("""[CacheBatch("a:{language}:{id}", "1h")] Task<Dictionary<int, Order>> GetAsync(IEnumerable<int> ids, string language);""")]
    [InlineData("""[CacheBatch("a:{ids}")] Task<IDictionary<string, int>> GetAsync(string[] ids);""")]
    [InlineData("""[CachedRecord(typeof(Order))] Task<Order?> GetAsync(int id, CancellationToken token);""")]
    [InlineData("""[CachedRecord(typeof(Order), By = "Name", KeyType = typeof(int))] ValueTask<Order?> GetAsync(string name);""")]
    [InlineData("""[Cached("a")] Task<int> GetAsync(); void Plain(ref int a, out string b, in int c, params int[] d); int this[int at] { get; set; } string? Name { get; init; } event Action? Changed; ref int Place(); ref readonly int Other { get; } Span<int> Part(ReadOnlySpan<char> text); T? Of<T>(T? value); static int Count => 1; int Ready() => 2; sealed int Closed() => 3;""")]
    [InlineData("""[Cached("a")] Task<(int Id, string? Name)> GetAsync((int A, int B) pair); [Obsolete] int Old(); IAsyncEnumerable<int> All(); unsafe int Sized() => 1;""")]
    [InlineData("""[Cached("a")] Task<dynamic> GetAsync(dynamic what);""")]
    public void Every_shape_of_a_method_compiles(string members)
    {
        var compiled = Compile.Source(Types, $$"""
            namespace Shop;
            public interface IProducts { {{members.Replace("unsafe ", "", StringComparison.Ordinal)}} }
            """).Clean();

        Assert.Single(compiled.Files);
    }

    [Fact]
    public void Inherited_and_disposable_interfaces_compile()
    {
        Compile.Source(Types, """
            namespace Shop;
            public interface IRead<T> { Task<T?> FindAsync(int id); T Now { get; } void Say(T what); }
            public interface IAlsoSays { void Say(Order what); event Action Said; int this[int at] { get; } }
            public interface IProducts : IRead<Order>, IAlsoSays, IDisposable, IAsyncDisposable
            {
                [Cached("all")] Task<List<Order>> AllAsync();
            }
            """).Clean();
    }

    [Fact]
    public void An_interface_that_only_inherits_attributes_has_a_decorator_of_its_own()
    {
        var compiled = Compile.Source(Types, """
            namespace Shop;
            public interface IRead<T> { [Cached("read:{id}")] Task<T?> FindAsync(int id); }
            public partial interface IProducts : IRead<Order> { void Say(); }
            public partial interface IProducts : IDisposable { }
            public interface INothing : IDisposable { }
            """).Clean();

        Assert.Contains("read:{id}", Assert.Single(compiled.Files).Value, StringComparison.Ordinal);
        Assert.Equal("Shop.CachedIProducts.g.cs", compiled.Files.Single().Key);
    }

    [Fact]
    public void Attributes_of_a_class_make_a_decorator_for_each_of_its_interfaces()
    {
        var compiled = Compile.Source(Types, """
            namespace Shop;
            public interface IRead<T> { Task<T?> FindAsync(int id); }
            internal interface IReport { Task<int> CountAsync(); void Other(); }
            public interface INothing { void Plain(); }
            internal class Outer
            {
                internal class Products : IRead<Order>, IReport, INothing
                {
                    [Cached("order:{number}", "1h")] public virtual Task<Order?> FindAsync(int number) => Task.FromResult<Order?>(null);
                    [Cached("count")] Task<int> IReport.CountAsync() => Task.FromResult(1);
                    public void Other() { }
                    public void Plain() { }
                }
            }
            """).Clean();

        Assert.Equal(["Shop.CachedOuterProductsAsIReadOfShopOrder.g.cs", "Shop.CachedOuterProductsAsIReport.g.cs"], compiled.Files.Keys.Order());
    }

    [Theory]
    [InlineData("""[Cached("a:{ide}")] Task<int> GetAsync(int id);""")]
    [InlineData("""[Cached("a:{id")] Task<int> GetAsync(int id);""")]
    [InlineData("""[Cached("a:{id}", "5 parsecs")] Task<int> GetAsync(int id);""")]
    [InlineData("""[Cached("a:{id}", "0")] Task<int> GetAsync(int id);""")]
    [InlineData("""[Cached("a:{what}")] Task<int> GetAsync(object what);""")]
    [InlineData("""[Cached("a:{order}")] Task<int> GetAsync(Order order);""")]
    [InlineData("""[Cached("a:{order.Nam}")] Task<int> GetAsync(Order order);""")]
    [InlineData("""[Cached("a:{many}")] Task<int> GetAsync(List<List<int>> many);""")]
    [InlineData("""[Cached("a:{text}")] Task<int> GetAsync<T>(T text);""")]
    [InlineData("""[Cached("a")] int Get();""")]
    [InlineData("""[Cached("a")] void Get();""")]
    [InlineData("""[Cached("a")] Task GetAsync();""")]
    [InlineData("""[Cached("a")] Task<System.IO.Stream> GetAsync();""")]
    [InlineData("""[Cached("a")] Task<IQueryable<int>> GetAsync();""")]
    [InlineData("""[Cached("a")] IAsyncEnumerable<int> GetAsync();""")]
    [InlineData("""[Cached("a")] [Invalidates("b")] Task<int> GetAsync();""")]
    [InlineData("""[Invalidates] Task SaveAsync();""")]
    [InlineData("""[Invalidates("a")] void Save();""")]
    [InlineData("""[Invalidates("a:{return.Id}")] Task SaveAsync();""")]
    [InlineData("""[CachePut("a")] Task SaveAsync();""")]
    [InlineData("""[CacheBatch("a:{id}")] Task<List<int>> GetAsync(int[] ids);""")]
    [InlineData("""[CacheBatch("a")] Task<Dictionary<int, int>> GetAsync(int[] ids);""")]
    [InlineData("""[CachedRecord(typeof(Order))] Task<Order?> GetAsync(int id, int other);""")]
    public void What_is_wrong_is_passed_through(string members)
    {
        var file = Compile.Source(Types, $$"""
            namespace Shop;
            public interface IProducts { {{members}} }
            """).Clean().File;

        Assert.Contains("=> Inner.", file, StringComparison.Ordinal);
        Assert.DoesNotContain("_service.Of(", file, StringComparison.Ordinal);
        Assert.DoesNotContain("_service.ReadAsync<", file, StringComparison.Ordinal);
        Assert.DoesNotContain("_service.Cache(", file, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public interface IProducts<T> { [Cached(\"a\")] Task<T> GetAsync(); }")]
    [InlineData("public class Products { [Cached(\"a\")] public Task<int> GetAsync() => null!; }")]
    [InlineData("file interface IProducts { [Cached(\"a\")] Task<int> GetAsync(); }")]
    [InlineData("public class Box { private interface IProducts { [Cached(\"a\")] Task<int> GetAsync(); } }")]
    [InlineData("public interface IProducts { [Cached(\"a\")] Task<int> GetAsync(); static abstract int Count(); }")]
    [InlineData("public interface IProducts { Task<int> GetAsync(); }")]
    public void Where_no_decorator_can_stand_there_is_none(string source)
    {
        Assert.Empty(Compile.Source($"namespace Shop; {source}").Clean().Files);
    }

    [Fact]
    public void A_project_without_nullable_annotations_compiles()
    {
        Compile.Source("""
            #nullable disable
            namespace Shop
            {
                public class Thing { public string Name { get; set; } public Thing Next { get; set; } }
                public interface IProducts
                {
                    [Cached("a:{thing.Next.Name}")] Task<Thing> FindAsync(Thing thing);
                    [CachePut("a:{return.Name}")] Task<Thing> SaveAsync(Thing thing);
                    Thing Other(string text);
                }
            }
            """, """
            public interface INoNamespace { [Cached("n")] Task<int> GetAsync(); }
            """).Clean();
    }

    private const string Types = """
        namespace Shop
        {
            public record Order(int Id, string? Name) { public Order Next => this; }
            public sealed record Part(int Id) : ICacheKeyPart { public string KeyPart => CacheKey.Of($"{Id}"); }
            public sealed class Both : List<int>, ICacheKeyPart { public string KeyPart => "b"; }
        }
        """;
}
