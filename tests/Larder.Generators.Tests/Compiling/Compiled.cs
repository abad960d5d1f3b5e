using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Larder.Generators.Tests.Compiling;

/// <summary>What became of sources.</summary>
/// <param name="Whole">With the generated files.</param>
/// <param name="Run">What the generator did.</param>
internal sealed record Compiled(Compilation Whole, GeneratorDriverRunResult Run)
{
    /// <summary>What the compiler says, warnings included; information is not.</summary>
    public IReadOnlyList<Diagnostic> Problems =>
        [.. Run.Diagnostics.Concat(Whole.GetDiagnostics()).Where(static problem => problem.Severity >= DiagnosticSeverity.Warning)];

    /// <summary>The generated files, each by its name.</summary>
    public IReadOnlyDictionary<string, string> Files =>
        Run.Results.SelectMany(static result => result.GeneratedSources).ToDictionary(static file => file.HintName, static file => file.SourceText.ToString());

    /// <summary>The one generated file.</summary>
    public string File => Assert.Single(Files).Value;

    /// <summary>Fails with all that the compiler says, and the generated code.</summary>
    public Compiled Clean()
    {
        if (Problems.Count > 0)
            Assert.Fail(string.Join(Environment.NewLine, [.. Problems.Select(static problem => problem.ToString()), .. Files.Values]));
        return this;
    }

    public Assembly Load()
    {
        using var bytes = new MemoryStream();
        var emitted = Clean().Whole.Emit(bytes);
        Assert.True(emitted.Success);
        return Assembly.Load(bytes.ToArray());
    }
}
