using Larder.Analyzers.Tests.Running;

namespace Larder.Analyzers.Tests;

/// <summary>An editor shows code that is half typed: analyzers say what they can, and never fail. <see cref="Analysis.RunAsync"/> fails if one does.</summary>
public class BrokenCodeTests
{
    [Theory]
    [InlineData("public interface I { [Cached(] Task<int> A(int id); }")]
    [InlineData("public interface I { [Cached(\"a:{] Task<int> A(int id); }")]
    [InlineData("public interface I { [Cached(\"a:{id\", ] Task<int> A(int id); }")]
    [InlineData("public interface I { [Cached(null, null, Tags = null)] Task<int> A(int id); }")]
    [InlineData("public interface I { [Cached(null!, expiration: null!, Tags = [null!, \"a\"])] Task<int> A(int id); }")]
    [InlineData("public interface I { [Cached(1, 2, Tags = \"a\")] Task<int> A(int id); }")]
    [InlineData("public interface I { [Cached(\"a:{x.Y.Z}\", nope)] Missing<Nothing> A(Gone x); }")]
    [InlineData("public interface I { [Cached(\"a:{x.}\", \"1h\", Sensitive = )] Task A(Gone<> x, , int); }")]
    [InlineData("public interface I { [Invalidates(Tags = [, ], Patterns = new[] { 1 })] Task A(int id); }")]
    [InlineData("public interface I { [Invalidates(\"a:{id}\", 3, Keys = \"x\")] [Invalidates(] Task A(int id); }")]
    [InlineData("public interface I { [CacheBatch(\"a:{id}\")] Task<Dictionary<>> A(); [CacheBatch(\"a:{}\")] int B(Gone[] ids); }")]
    [InlineData("public interface I { [CachedRecord()] Task<int> A(int id); [CachedRecord(typeof(Gone))] Gone B(); [CachePut] Task<> C(); }")]
    [InlineData("public interface I { [Cached(\"a\")] }")]
    [InlineData("public interface I { [Cached(\"a\")] int P { get; } [Cached(\"b\")] event Action E; }")]
    [InlineData("public class C : Gone, IMissing { [Cached(\"a:{x}\")] public Task<C> A(C x) => this.A(; }")]
    [InlineData("public class C { [Cached(\"a:{x}\")] public virtual Task<int> A(int x) { yield return; return A(A(this.A.B)); } public C() : this(A(1)) { } }")]
    [InlineData("class C(ICache cache) { void M() { cache.GetOrLoadAsync(); cache.GetOrLoadAsync($\"a:{\", ct => ; cache.SetAsync($\"{}{DateTime.Now\", 1); } }")]
    [InlineData("class C(ICache cache, Gone db) { void M() { cache.GetOrLoadAsync($\"a{nope}\", ct => db.X); CacheKey.Of($\"{db}{db.Y}{}\"); CacheKey.Of(); } }")]
    [InlineData("class C(ICache cache) { async void M() { var x = await cache.GetOrLoadAsync<Gone>(); x.Y = 1; x[0]++; var y = y; y.Add(y); } }")]
    [InlineData("class C(ICache cache) { void M() { var key = key; cache.ExistsAsync(key); var k2 = $\"{k2}\"; cache.ExistsAsync(k2); cache.RemoveAsync([, k2]); } }")]
    [InlineData("class C { void M(IServiceCollection s, CacheOptions o) { s.AddScoped<>(); s.AddScoped(typeof()); s.AddScoped<Gone>(); o.SharedInMemory.Add(typeof(Gone)); o.SharedInMemory.Add(); } }")]
    [InlineData("class A : A { [Cached(\"a:{a.X}\")] public Task<A> M(A a) => M(a); } interface I : I { [Cached(\"a\")] Task<I> M(I i); }")]
    [InlineData("class R<T> where T : R<T> { [Cached(\"a:{t.X.Y}:{u}\")] public Task<R<R<T>>> M<U>(T t, U u) where U : T => this.M(t, u); }")]
    [InlineData("record R(R R) { [Cached(\"a:{r.R.R.R.R}\")] public Task<R> M(R r) => null; } struct S { public S Inner; }")]
    [InlineData("[Cached(\"a:{id}\")] class C { [Cached(\"b:{id}\")] int _field; [return: Cached(\"c\")] int M([Cached(\"d\")] int id) => id; }")]
    [InlineData("static class E { [Cached(\"a:{this}:{id}\")] public static Task<int> M(this int id) => default; [Cached(\"b\")] static async Task<int> N() { [Cached(\"l\")] int L(int x) => L(x); return L(1); } }")]
    public async Task Nothing_fails_on_code_that_does_not_compile(string code)
    {
        var said = await Analysis.RunAsync(Analysis.Compile(code));

        Assert.All(said, one => Assert.StartsWith("LAR", one.Id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_fails_wherever_the_typing_stops()
    {
        var code = AnalyzerCase.All.First(one => one.Rule == "LAR008" && one.Kind == CaseKind.Silent).Code;

        for (var length = 0; length < code.Length; length += 23)
            await Analysis.RunAsync(Analysis.Compile(code[..length]));
    }
}
