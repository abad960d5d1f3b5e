using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Larder.Generators.Tests.Compiling;

/// <summary>Compiles sources as an application's project does, with the generator.</summary>
internal static class Compile
{
    public const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Larder;
        global using Larder.Annotations;
        """;

    private static readonly CSharpParseOptions s_language = new(LanguageVersion.Preview);

    private static readonly MetadataReference[] s_references =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(static path => MetadataReference.CreateFromFile(path))];

    /// <summary>A compilation before any generator ran.</summary>
    public static CSharpCompilation Plain(params string[] sources) => CSharpCompilation.Create(
        "Application",
        [.. sources.Prepend(Usings).Select(static (source, at) => Tree(source, $"Source{at}.cs"))],
        s_references,
        new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    public static SyntaxTree Tree(string source, string path) => CSharpSyntaxTree.ParseText(source, s_language, path);

    /// <summary>A driver that remembers why each step ran.</summary>
    public static GeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [new CachedMethodGenerator().AsSourceGenerator()], parseOptions: s_language,
        driverOptions: new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>The sources with what the generator makes of them.</summary>
    public static Compiled Source(params string[] sources)
    {
        var driver = Driver().RunGeneratorsAndUpdateCompilation(Plain(sources), out var whole, out _);
        return new(whole, driver.GetRunResult());
    }
}
