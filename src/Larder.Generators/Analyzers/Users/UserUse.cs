using Microsoft.CodeAnalysis;

namespace Larder.Generators.Analyzers.Users;

/// <summary>A place where something of a user is read.</summary>
internal sealed class UserUse(ITypeSymbol type, Location where, IParameterSymbol? parameter)
{
    public ITypeSymbol Type { get; } = type;

    public Location Where { get; } = where;

    /// <summary>What is written there.</summary>
    public string Text => Where.SourceTree?.GetText().ToString(Where.SourceSpan) ?? "";

    /// <summary>The parameter that it is, or was reached from: of a method it is judged where it is declared.</summary>
    public IParameterSymbol? Parameter { get; } = parameter;
}
