using Larder.Generators.Fixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Larder.Analyzers.Tests.Running;

/// <summary>Applies fixes as an editor does.</summary>
internal static class Fixing
{
    /// <summary>The code after the fix of the first diagnostic that has one, again and again until none has; the same code if none has.</summary>
    public static async Task<string> AllAsync(string code, string rule)
    {
        for (var round = 0; round < 10; round++)
        {
            var after = await FirstAsync(code, rule);
            if (after == code) return code;
            code = after;
        }

        throw new InvalidOperationException("The fixes do not end.");
    }

    /// <summary>The code after "fix all in document", asked for once.</summary>
    public static async Task<string> WholeDocumentAsync(string code, string rule)
    {
        using var workspace = new AdhocWorkspace();
        var document = DocumentIn(workspace, code);
        var said = await Analysis.RunAsync((await document.Project.GetCompilationAsync())!);
        var provider = new TextFixProvider();
        var action = await provider.GetFixAllProvider().GetFixAsync(new FixAllContext(
            document, provider, FixAllScope.Document, TextFixProvider.Key, [rule], new Found(said.Where(one => one.Id == rule)), CancellationToken.None));
        return action is null ? code : await TextAfterAsync(action, document.Id);
    }

    private static async Task<string> FirstAsync(string code, string rule)
    {
        using var workspace = new AdhocWorkspace();
        var document = DocumentIn(workspace, code);
        var compilation = await document.Project.GetCompilationAsync();
        foreach (var diagnostic in (await Analysis.RunAsync(compilation!)).Where(one => one.Id == rule))
        {
            var actions = new List<CodeAction>();
            await new TextFixProvider().RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
            if (actions.Count > 0) return await TextAfterAsync(actions[0], document.Id);
        }

        return code;
    }

    private static Document DocumentIn(AdhocWorkspace workspace, string code) => workspace
        .AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Application", "Application", LanguageNames.CSharp, parseOptions: Analysis.Language,
            compilationOptions: Analysis.Options(OutputKind.DynamicallyLinkedLibrary), metadataReferences: Analysis.References))
        .AddDocument("Usings.cs", Analysis.Usings).Project.AddDocument("Case.cs", code);

    private static async Task<string> TextAfterAsync(CodeAction action, DocumentId document)
    {
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        var solution = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
        return (await solution.GetDocument(document)!.GetTextAsync()).ToString();
    }

    private sealed class Found(IEnumerable<Diagnostic> said) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) => Task.FromResult(said);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);

        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult(said);
    }
}
