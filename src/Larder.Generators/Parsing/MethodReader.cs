using Larder.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Larder.Generators.Parsing;

/// <summary>Reads one method of an interface. What is wrong with its attributes is told by the analyzers; here such a method is passed through.</summary>
/// <param name="service">The interface that is decorated.</param>
internal sealed class MethodReader(INamedTypeSymbol service)
{
    /// <param name="implemented">The interface's method.</param>
    /// <param name="method">The one that has the attributes: the same, or the class's.</param>
    public MethodModel Read(IMethodSymbol implemented, IMethodSymbol method)
    {
        var plain = Plain(implemented, method);
        var attributes = Attributes(method).ToArray();
        return attributes.Length == 0 || implemented.Parameters.Any(CannotWait) ? plain : Decorated(plain, implemented, method, attributes) ?? plain;
    }

    /// <summary>The attributes of ours.</summary>
    public static IEnumerable<AttributeData> Attributes(ISymbol method) =>
        method.GetAttributes().Where(static attribute => attribute.AttributeClass is { } type && AttributeNames.All.Contains(NameOf(type)));

    private static MethodModel? Decorated(MethodModel plain, IMethodSymbol implemented, IMethodSymbol method, AttributeData[] attributes)
    {
        var values = attributes.ToLookup(static attribute => NameOf(attribute.AttributeClass!), static attribute => new AttributeValues(attribute));
        plain = plain with { Attribute = string.Join(" ", attributes.Select(static attribute => $"[{new AttributeValues(attribute).Text}]")) };
        var reads = values.Where(static group => group.Key is AttributeNames.Cached or AttributeNames.CacheBatch or AttributeNames.CachedRecord).SelectMany(static group => group).ToArray();
        if (plain.Result.Kind == ResultKind.Plain || reads.Length > 1 || (reads.Length == 1 && attributes.Length > 1)) return null;
        if (values[AttributeNames.Cached].FirstOrDefault() is { } cached) return Cached(plain, implemented, method, cached);
        if (values[AttributeNames.CacheBatch].FirstOrDefault() is { } batch)
            return BatchReader.Read(batch, method, implemented) is { } many ? plain with { Batch = many.Family, Shape = many.Shape } : null;
        if (values[AttributeNames.CachedRecord].FirstOrDefault() is { } record)
            return RecordReader.Read(record, implemented) is { } read ? plain with { Record = read } : null;
        return Written(plain, new KeyScope(method, implemented, Results.ValueOf(implemented)), values);
    }

    private static MethodModel? Cached(MethodModel plain, IMethodSymbol implemented, IMethodSymbol method, AttributeValues attribute)
    {
        if (Results.ValueOf(implemented) is not { } value || !Results.CanBeKept(value)) return null;
        var scope = new KeyScope(method, implemented, null);
        var key = attribute.TextAt(0) is { Length: > 0 } text ? scope.Read(text) : scope.ReadAll();
        var family = FamilyReader.Read(attribute, scope, key, "MemoryExpiration", "StaleFor", "RefreshAhead", "NegativeExpiration");
        return family is null ? null : plain with { Cached = family };
    }

    private static MethodModel? Written(MethodModel plain, KeyScope scope, ILookup<string, AttributeValues> values)
    {
        var invalidations = values[AttributeNames.Invalidates].Select(attribute => InvalidationReader.Read(attribute, scope)).ToArray();
        var put = values[AttributeNames.CachePut].FirstOrDefault();
        var family = put is null ? null : FamilyReader.Read(put, scope, scope.Read(put.TextAt(0)));
        if (invalidations.Any(static one => one is null) || (put is not null && (family is not { TagTemplates.Count: 0 } || !plain.Result.HasValue))) return null;
        return plain with { Put = family, Invalidations = new(invalidations.Select(static one => one!)) };
    }

    private MethodModel Plain(IMethodSymbol implemented, IMethodSymbol method)
    {
        var container = implemented.ContainingType;
        return new MethodModel
        {
            Name = implemented.Name,
            Display = TypeNames.People(method),
            Attribute = "",
            Declaration = Declaration(implemented, method),
            TypeArguments = implemented.IsGenericMethod ? $"<{string.Join(", ", implemented.TypeParameters.Select(static type => TypeNames.Identifier(type.Name)))}>" : "",
            Container = SymbolEqualityComparer.Default.Equals(container, service) ? "" : TypeNames.Code(container),
            RefReturn = implemented.RefKind == RefKind.None ? "" : "ref ",
            Parameters = new(implemented.Parameters.Select(parameter => ParameterOf(parameter, method.Parameters[parameter.Ordinal].Name))),
            Result = Results.Read(implemented),
            IsDisposal = TypeNames.People(container) is "System.IDisposable" or "System.IAsyncDisposable",
        };
    }

    private static ParameterModel ParameterOf(IParameterSymbol parameter, string name) => new(
        TypeNames.Identifier(name), TypeNames.Code(parameter.Type), parameter.RefKind switch
        {
            RefKind.Ref => "ref ",
            RefKind.Out => "out ",
            RefKind.In or RefKind.RefReadOnlyParameter => "in ",
            _ => "",
        },
        KeyScope.IsToken(parameter));

    private static string Declaration(IMethodSymbol implemented, IMethodSymbol method)
    {
        var type = implemented.ReturnsVoid ? "void" : implemented.RefKind switch
        {
            RefKind.Ref => "ref ",
            RefKind.RefReadOnly => "ref readonly ",
            _ => "",
        } + TypeNames.Code(implemented.ReturnType);
        var types = implemented.IsGenericMethod ? $"<{string.Join(", ", implemented.TypeParameters.Select(static type => TypeNames.Identifier(type.Name)))}>" : "";
        var parameters = implemented.Parameters.Select(parameter => Declared(parameter, method.Parameters[parameter.Ordinal].Name));
        return $"{type} {TypeNames.Code(implemented.ContainingType)}.{TypeNames.Identifier(implemented.Name)}{types}({string.Join(", ", parameters)}){Constraints(implemented)}";
    }

    // With the names that the attribute's templates use.
    private static string Declared(IParameterSymbol parameter, string name)
    {
        var text = TypeNames.Code(parameter);
        return text.Substring(0, text.LastIndexOf(' ') + 1) + TypeNames.Identifier(name);
    }

    /// <summary>An explicit implementation inherits its constraints; it must repeat them only where a question mark would else mean something else.</summary>
    private static string Constraints(IMethodSymbol method) => string.Concat(
        from type in method.TypeParameters
        where method.Parameters.Select(static parameter => parameter.Type).Append(method.ReturnType).Any(used => HasMark(used, type))
        select $" where {TypeNames.Identifier(type.Name)} : {(type.IsValueType ? "struct" : type.IsReferenceType ? "class" : "default")}");

    private static bool HasMark(ITypeSymbol used, ITypeParameterSymbol type) => used switch
    {
        ITypeParameterSymbol parameter => parameter.NullableAnnotation == NullableAnnotation.Annotated && parameter.Ordinal == type.Ordinal && parameter.TypeParameterKind == TypeParameterKind.Method,
        IArrayTypeSymbol array => HasMark(array.ElementType, type),
        INamedTypeSymbol named => named.TypeArguments.Any(argument => HasMark(argument, type)),
        _ => false,
    };

    // A load outlives the call, so it can hold no reference into the caller's stack.
    private static bool CannotWait(IParameterSymbol parameter) =>
        parameter.RefKind is not (RefKind.None or RefKind.In) || parameter.Type.IsRefLikeType || parameter.Type.TypeKind == TypeKind.Pointer;

    public static string NameOf(INamedTypeSymbol attribute) => $"{TypeNames.Namespace(attribute)}.{attribute.Name}";
}
