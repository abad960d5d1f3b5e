using Larder.Architecture.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Larder.Architecture.Rules;

/// <summary>Names say what a thing is, and comments leave no work behind.</summary>
internal static class Words
{
    private static readonly string[] BannedEndings =
        ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Accessor", "Impl", "Base", "Common", "Internal", "Internals", "Info"];

    private static readonly string[] Unfinished = ["TODO", "FIXME", "HACK", "XXX"];

    public static IEnumerable<Violation> Check(SourceFile source) => [.. Types(source), .. Folders(source), .. Regions(source), .. Comments(source)];

    private static IEnumerable<Violation> Types(SourceFile source) =>
        from type in source.Root.DescendantNodes().OfType<MemberDeclarationSyntax>()
        let ending = BannedEnding(SourceFile.NameOf(type)) ?? (IsHandler(type) ? "Handler" : null)
        where ending is not null
        select source.Violation(type, $"{SourceFile.NameOf(type)}: \"{ending}\" says nothing; say what it is.");

    private static IEnumerable<Violation> Folders(SourceFile source) =>
        from folder in source.Folders
        where BannedEnding(folder) is not null
        select source.Violation(1, $"The folder {folder}: \"{BannedEnding(folder)}\" says nothing; say what is in it.");

    private static IEnumerable<Violation> Regions(SourceFile source) =>
        from trivia in source.Root.DescendantTrivia()
        where trivia.IsKind(SyntaxKind.RegionDirectiveTrivia)
        select source.Violation(source.LineOf(trivia.SpanStart), "#region hides what should be another file.");

    private static IEnumerable<Violation> Comments(SourceFile source) =>
        from trivia in source.Root.DescendantTrivia()
        where trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
        let word = Unfinished.FirstOrDefault(word => trivia.ToString().Contains(word, StringComparison.Ordinal))
        where word is not null
        select source.Violation(source.LineOf(trivia.SpanStart), $"{word}: do it now, or leave it out.");

    // A handler of ASP.NET Core is one: its own base type says so.
    private static bool IsHandler(MemberDeclarationSyntax type) =>
        SourceFile.NameOf(type).EndsWith("Handler", StringComparison.Ordinal)
        && !(type is TypeDeclarationSyntax { BaseList: { } bases } && bases.Types.Any(parent => parent.ToString().Split('<')[0].EndsWith("Handler", StringComparison.Ordinal)));

    private static string? BannedEnding(string name) => BannedEndings.FirstOrDefault(ending => name.EndsWith(ending, StringComparison.Ordinal));
}
