using Microsoft.CodeAnalysis;

namespace Larder.Generators.Tests.Compiling;

/// <summary>While somebody types, only what he changes is made again.</summary>
public class IncrementalTests
{
    private const string Service = "namespace Shop; public interface IProducts { [Cached(\"a:{id}\")] Task<Thing> GetAsync(int id); [Invalidates(\"a:{id}\")] Task SaveAsync(int id); }";
    private const string Class = "namespace Shop; public interface IOther { Task<int> GetAsync(); } public class Other : IOther { [Cached(\"o\")] public Task<int> GetAsync() => null!; }";
    private const string Unrelated = "namespace Shop; public class Unrelated { void Work() { } }";
    private const string Thing = "namespace Shop; public class Thing { }";

    [Fact]
    public void A_keystroke_elsewhere_makes_nothing_again()
    {
        var (driver, compilation) = Start();

        driver = driver.RunGenerators(Replace(compilation, "Source2.cs", Unrelated.Replace("{ }", "{ var typed = 1; }", StringComparison.Ordinal)));

        var result = Assert.Single(driver.GetRunResult().Results);
        Assert.All(Reasons(result), static reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{reason}"));
        Assert.All(result.TrackedOutputSteps.SelectMany(static step => step.Value).SelectMany(static step => step.Outputs), static output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    [Fact]
    public void A_changed_attribute_makes_its_decorator_again_and_no_other()
    {
        var (driver, compilation) = Start();

        driver = driver.RunGenerators(Replace(compilation, "Source1.cs", Service.Replace("a:{id}\")] Task<", "b:{id}\")] Task<", StringComparison.Ordinal)));

        var result = Assert.Single(driver.GetRunResult().Results);
        Assert.Single(Reasons(result), static reason => reason == IncrementalStepRunReason.Modified);
        Assert.Contains("b:{id}", Assert.Single(result.GeneratedSources, static file => file.HintName.Contains("IProducts", StringComparison.Ordinal)).SourceText.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_of_a_type_that_a_signature_names_is_seen()
    {
        var (driver, compilation) = Start();

        driver = driver.RunGenerators(Replace(compilation, "Source4.cs", Thing.Replace("namespace Shop", "namespace Shop.New", StringComparison.Ordinal) + " namespace Shop { public class Gone { } }"));

        Assert.DoesNotContain(Assert.Single(driver.GetRunResult().Results).GeneratedSources, static file => file.SourceText.ToString().Contains("_service.ReadAsync<", StringComparison.Ordinal) && file.HintName.Contains("IProducts", StringComparison.Ordinal));
    }

    private static (GeneratorDriver Driver, Compilation Compilation) Start()
    {
        var compilation = Compile.Plain(Service, Unrelated, Class, Thing);
        return (Compile.Driver().RunGenerators(compilation), compilation);
    }

    private static Compilation Replace(Compilation compilation, string path, string source)
    {
        var old = compilation.SyntaxTrees.Single(tree => tree.FilePath == path);
        return compilation.ReplaceSyntaxTree(old, Compile.Tree(source, path));
    }

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorRunResult result) =>
        result.TrackedSteps[CachedMethodGenerator.Decorators].SelectMany(static step => step.Outputs).Select(static output => output.Reason);
}
