using Larder.Generators.Analyzers.Declarations;
using Larder.Generators.Analyzers.Values;
using Microsoft.CodeAnalysis;

namespace Larder.Generators.Analyzers.Families;

/// <summary>What the assemblies that this one refers to declare. To read them is dear, so it is done when a question needs it.</summary>
internal static class ReferencedFamilies
{
    public static List<Family> Of(Compilation compilation, KnownTypes types) =>
    [
        .. from assembly in compilation.SourceModule.ReferencedAssemblySymbols
           where types.MayDeclare(assembly) && !types.IsOurs(assembly)
           from type in SourceTypes.In(assembly.GlobalNamespace)
           from method in type.GetMembers().OfType<IMethodSymbol>()
           from declaration in DeclarationReader.Read(method, types)
           let family = Family.Of(declaration)
           where family is not null
           select family,
    ];
}
