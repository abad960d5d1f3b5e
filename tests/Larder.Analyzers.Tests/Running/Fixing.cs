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

    private static async Task<string> FirstAsync(string code, string rule)
    {
        using var workspace = new AdhocWorkspace();
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Application", "Application", LanguageNames.CSharp, parseOptions: Analysis.Language,
            compilationOptions: Analysis.Options(OutputKind.DynamicallyLinkedLibrary), metadataReferences: Analysis.References));
        project = project.AddDocument("Usings.cs", Analysis.Usings).Project;
        var document = project.AddDocument("Case.cs", code);
        var compilation = await document.Project.GetCompilationAsync();
        foreach (var diagnostic in (await Analysis.RunAsync(compilation!)).Where(one => one.Id == rule))
        {
            var actions = new List<CodeAction>();
            await new TextFixProvider().RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
            if (actions.Count > 0) return await TextAfterAsync(actions[0], document.Id);
        }

        return code;
    }

    private static async Task<string> TextAfterAsync(CodeAction action, DocumentId document)
    {
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        var solution = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
        return (await solution.GetDocument(document)!.GetTextAsync()).ToString();
    }
}
