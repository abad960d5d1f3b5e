using System.Collections.Immutable;
using System.Composition;
using Larder.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Larder.Generators.Fixes;

/// <summary>Offers the change that a diagnostic carries.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class TextFixProvider : CodeFixProvider
{
    /// <summary>
    /// The equivalence key, by which "fix all" knows what belongs together. The same for all: tools that fix several rules in one run ask for the key of
    /// one diagnostic and then mend those of another, and each diagnostic carries its own change anyway.
    /// </summary>
    public const string Key = nameof(TextFixProvider);

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(
        Rules.ParameterNotInKey.Id, Rules.UnknownPlaceholder.Id, Rules.UnstablePart.Id, Rules.NothingToDo.Id, Rules.SensitiveResult.Id,
        Rules.InvalidatesNothing.Id, Rules.NoDuration.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (TextFix.Of(diagnostic) is not { } fix) continue;
            context.RegisterCodeFix(CodeAction.Create(fix.Title, token => ApplyAsync(context.Document, fix, token), Key), diagnostic);
        }

        return Task.CompletedTask;
    }

    private static async Task<Document> ApplyAsync(Document document, TextFix fix, CancellationToken cancellationToken)
    {
        var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        return document.WithText(text.WithChanges(new TextChange(fix.Span, fix.Text)));
    }
}
