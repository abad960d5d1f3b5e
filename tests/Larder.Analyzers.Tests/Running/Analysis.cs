using System.Collections.Immutable;
using Larder.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Larder.Analyzers.Tests.Running;

/// <summary>Runs all analyzers over code, as a compiler does.</summary>
internal static class Analysis
{
    public const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.ComponentModel;
        global using System.IO;
        global using System.Linq;
        global using System.Security.Claims;
        global using System.Text.Json.Serialization;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Larder;
        global using Larder.Annotations;
        global using Larder.Lists;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.EntityFrameworkCore;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Logging;
        """;

    /// <summary>What stands for Entity Framework, of which only the name counts.</summary>
    private const string Entities = "namespace Microsoft.EntityFrameworkCore { public class DbContext : System.IDisposable { public void Dispose() { } } }";

    private static readonly CSharpParseOptions s_language = new(LanguageVersion.Preview);

    private static readonly Lazy<ImmutableArray<MetadataReference>> s_references = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
        Reference("Entities", Entities),
    ]);

    public static ImmutableArray<MetadataReference> References => s_references.Value;

    public static CSharpParseOptions Language => s_language;

    public static CSharpCompilationOptions Options(OutputKind kind) => new(kind, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true);

    /// <summary>All that a compiler would load from the assembly.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers =>
    [
        .. typeof(Rules).Assembly.GetTypes().Where(type => type.IsDefined(typeof(DiagnosticAnalyzerAttribute), inherit: false))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    public static CSharpCompilation Compile(string code, OutputKind kind = OutputKind.DynamicallyLinkedLibrary, params MetadataReference[] more) => CSharpCompilation.Create(
        "Application", [CSharpSyntaxTree.ParseText(Usings, s_language, "Usings.cs"), CSharpSyntaxTree.ParseText(code, s_language, "Case.cs")],
        [.. References, .. more], Options(kind));

    /// <summary>What the analyzers say. An exception of one is a test that fails.</summary>
    public static async Task<ImmutableArray<Diagnostic>> RunAsync(Compilation compilation, IReadOnlyDictionary<string, string>? properties = null)
    {
        var options = new AnalyzerOptions([], new BuildProperties(properties ?? new Dictionary<string, string>()));
        var failures = new System.Collections.Concurrent.ConcurrentBag<Exception>();
        var run = compilation.WithAnalyzers(Analyzers, new CompilationWithAnalyzersOptions(
            options, (failure, _, _) => failures.Add(failure), concurrentAnalysis: true, logAnalyzerExecutionTime: false));
        var said = await run.GetAnalyzerDiagnosticsAsync(CancellationToken.None);
        Assert.Empty(failures);
        return [.. said.OrderBy(one => one.Location.SourceSpan.Start).ThenBy(one => one.Id, StringComparer.Ordinal)];
    }

    /// <summary>The errors of the compiler itself.</summary>
    public static IEnumerable<Diagnostic> ErrorsOf(Compilation compilation) => compilation.GetDiagnostics().Where(one => one.Severity == DiagnosticSeverity.Error);

    /// <summary>An assembly that other code refers to.</summary>
    public static MetadataReference Reference(string name, string code)
    {
        var needed = name == "Entities" ? s_platform.Value : [.. References];
        var compilation = CSharpCompilation.Create(
            name, [CSharpSyntaxTree.ParseText(Usings.Replace("global using Microsoft.EntityFrameworkCore;", "", StringComparison.Ordinal), s_language), CSharpSyntaxTree.ParseText(code, s_language)],
            needed, Options(OutputKind.DynamicallyLinkedLibrary));
        Assert.Empty(ErrorsOf(compilation));
        return compilation.ToMetadataReference();
    }

    private static readonly Lazy<MetadataReference[]> s_platform = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))]);
}
