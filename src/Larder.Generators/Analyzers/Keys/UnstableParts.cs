using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Larder.Generators.Analyzers.Keys;

/// <summary>What in a key is another one with each call, or in each process.</summary>
internal static class UnstableParts
{
    private const string EachCall = "is another one with each call, so what is stored is never found again";
    private const string EachProcess = "differs from process to process, and different values can share it";

    /// <summary>What of a time leaves it a time; anything else makes a day or an hour of it, which is a fine part of a key.</summary>
    private static readonly HashSet<string> s_stillTime = new(StringComparer.Ordinal)
    {
        "UtcDateTime", "LocalDateTime", "DateTime", "Ticks", "UtcTicks", "TimeOfDay", "Millisecond", "ToUnixTimeMilliseconds", "ToUnixTimeSeconds",
        "ToUniversalTime", "ToLocalTime", "ToFileTime", "ToFileTimeUtc", "ToBinary", "ToString", "Add", "AddMinutes", "AddSeconds", "AddHours", "AddDays",
    };

    // A format without seconds names a minute or more; a single letter is one of the standard formats.
    private static readonly Regex s_coarse = new("^(?:d|D|y|Y|m|M|[^sfFtT'\"\\\\]{2,})$", RegexOptions.CultureInvariant);

    /// <summary>What stands in the expression and why it does not belong there, or null.</summary>
    public static (ExpressionSyntax Where, string Why)? Find(ExpressionSyntax part, string? format, SemanticModel model)
    {
        if (Clock(part, format, model) is { } clock) return (clock, EachCall);
        foreach (var node in part.DescendantNodesAndSelf(one => one is not (AnonymousFunctionExpressionSyntax or BracketedArgumentListSyntax)))
        {
            if (node is InvocationExpressionSyntax call && model.GetSymbolInfo(call).Symbol is IMethodSymbol method && Why(method) is { } why) return (call, why);
            if (node is MemberAccessExpressionSyntax access && model.GetSymbolInfo(access).Symbol is IPropertySymbol property && IsTickCount(property)) return (access, EachCall);
        }

        return null;
    }

    private static string? Why(IMethodSymbol method) => (method.ContainingType?.Name, method.Name) switch
    {
        ("Guid", "NewGuid" or "CreateVersion7") => EachCall,
        // Who draws from a range chooses among keys that are there.
        ("Random", "Next" or "NextInt64") when method.Parameters.IsEmpty => EachCall,
        ("Random", "NextDouble" or "NextSingle" or "GetString" or "GetHexString") => EachCall,
        ("RandomNumberGenerator", "GetBytes" or "GetString" or "GetHexString") => EachCall,
        ("Stopwatch" or "TimeProvider", "GetTimestamp") => EachCall,
        ("Path", "GetRandomFileName" or "GetTempFileName") => EachCall,
        ("HashCode", "Combine" or "ToHashCode") => EachProcess,
        (_, "GetHashCode") => EachProcess,
        _ => null,
    };

    private static bool IsTickCount(IPropertySymbol property) => property is { ContainingType.Name: "Environment", Name: "TickCount" or "TickCount64" };

    // From the outside to the inside, as long as what is done with the time leaves it one.
    private static ExpressionSyntax? Clock(ExpressionSyntax part, string? format, SemanticModel model)
    {
        if (format is not null && s_coarse.IsMatch(format)) return null;
        switch (part)
        {
            case ParenthesizedExpressionSyntax inner:
                return Clock(inner.Expression, format, model);
            case CastExpressionSyntax cast:
                return Clock(cast.Expression, format, model);
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call:
                if (IsClock(model.GetSymbolInfo(call).Symbol)) return call;
                return s_stillTime.Contains(access.Name.Identifier.ValueText) ? Clock(access.Expression, FormatOf(call) ?? format, model) : null;
            case MemberAccessExpressionSyntax access:
                if (IsClock(model.GetSymbolInfo(access).Symbol)) return access;
                return s_stillTime.Contains(access.Name.Identifier.ValueText) ? Clock(access.Expression, format, model) : null;
            default:
                return null;
        }
    }

    private static string? FormatOf(InvocationExpressionSyntax call) =>
        call.ArgumentList.Arguments.FirstOrDefault()?.Expression is LiteralExpressionSyntax literal && literal.IsKind(SyntaxKind.StringLiteralExpression)
            ? literal.Token.ValueText
            : null;

    private static bool IsClock(ISymbol? symbol) => (symbol?.ContainingType?.Name, symbol?.Name) switch
    {
        ("DateTime" or "DateTimeOffset", "Now" or "UtcNow") => true,
        ("TimeProvider", "GetUtcNow" or "GetLocalNow") => true,
        _ => false,
    };
}
