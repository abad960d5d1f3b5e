using Larder.Generators.Analyzers.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Larder.Generators.Analyzers.Values;

/// <summary>LAR010: a value comes back from its bytes, by the serializer that the cache would choose.</summary>
internal sealed class SerializationRule(Compilation compilation, AnalyzerOptions options, KnownTypes types)
{
    private const string Serializers = "Microsoft.Extensions.Caching.Hybrid.";

    private static readonly string[] s_aheadOfTime = ["PublishAot", "PublishTrimmed", "EnableAotAnalyzer", "EnableTrimAnalyzer"];

    private readonly Lazy<List<INamedTypeSymbol>> _declared = new(() => SourceTypes.In(compilation.Assembly.GlobalNamespace).ToList());
    private readonly Lazy<List<INamedTypeSymbol>> _serializers = new(() => SourceTypes.In(compilation.Assembly.GlobalNamespace)
        .SelectMany(static one => one.AllInterfaces).Where(one => types.Is(one, Serializers + "IHybridCacheSerializerFactory") || types.Is(one, Serializers + "IHybridCacheSerializer`1")).ToList());

    private readonly JsonShape _shape = new(types);

    public void Check(Declaration declaration, ITypeSymbol result, Action<Diagnostic> report)
    {
        if (IsStoredAsItIs(result) || HasOwnSerializer(result)) return;
        if (_shape.Problem(result) is { } problem)
            report(Report(declaration, result, problem, "Cache a plain record of what is needed"));
        else if (IsAheadOfTime() && result.TypeKind != TypeKind.TypeParameter && !HasContext(result))
            report(Report(declaration, result, "the application is trimmed or compiled ahead of time, and no JsonSerializerContext names the type", "Add [JsonSerializable(typeof(...))] for it, and set CacheOptions.Json"));
    }

    private static Diagnostic Report(Declaration declaration, ITypeSymbol result, string problem, string advice) => Diagnostic.Create(
        Rules.NotSerializable, declaration.Location, result.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), declaration.MethodName, problem, advice);

    private static bool IsStoredAsItIs(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_String || type is IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte };

    // A factory may serve any type; what it refuses, only it knows.
    private bool HasOwnSerializer(ITypeSymbol type) => _serializers.Value.Any(one => one.TypeArguments.IsEmpty || Same(one.TypeArguments[0], type));

    // A library is cached by the application, which has the context.
    private bool IsAheadOfTime() =>
        compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication
        && s_aheadOfTime.Any(name => options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property." + name, out var value)
            && value.Equals("true", StringComparison.OrdinalIgnoreCase));

    private bool HasContext(ITypeSymbol type) => _declared.Value
        .Where(one => types.IsOrInherits(one, "System.Text.Json.Serialization.JsonSerializerContext"))
        .SelectMany(one => one.GetAttributes())
        .Any(attribute => attribute.ConstructorArguments.Any(argument => argument.Kind == TypedConstantKind.Type && argument.Value is ITypeSymbol named && Same(named, type)));

    private static bool Same(ITypeSymbol one, ITypeSymbol other) => SymbolEqualityComparer.Default.Equals(one, other);
}
