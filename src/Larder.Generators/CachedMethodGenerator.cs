using System.Text;
using Larder.Generators.Emission;
using Larder.Generators.Model;
using Larder.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Larder.Generators;

/// <summary>Makes a decorator with a cache for each interface, or class with an interface, whose methods have attributes of Larder.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class CachedMethodGenerator : IIncrementalGenerator
{
    /// <summary>The name of the step whose outputs are the decorators, for tests of what runs again.</summary>
    internal const string Decorators = "Decorators";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        foreach (var attribute in AttributeNames.All)
        {
            Emit(context, context.SyntaxProvider.ForAttributeWithMetadataName(
                attribute,
                static (node, _) => node is MethodDeclarationSyntax,
                (found, token) => ServiceReader.Read(found.TargetSymbol, attribute, token)));
        }

        Emit(context, context.SyntaxProvider.CreateSyntaxProvider(
            static (node, _) => node is InterfaceDeclarationSyntax { BaseList: not null },
            static (found, token) => ServiceReader.ReadHeir(found.SemanticModel.GetDeclaredSymbol(found.Node, token), found.Node, token)));
    }

    private static void Emit(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<EquatableArray<DecoratorModel>> found)
    {
        var decorators = found.SelectMany(static (models, _) => models).WithTrackingName(Decorators);
        context.RegisterSourceOutput(decorators, static (output, decorator) =>
            output.AddSource(DecoratorEmitter.FileNameOf(decorator), SourceText.From(DecoratorEmitter.Emit(decorator), Encoding.UTF8)));
    }
}
