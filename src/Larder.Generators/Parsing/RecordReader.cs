using Larder.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Larder.Generators.Parsing;

/// <summary>Reads methods whose result is a projection of a record.</summary>
internal static class RecordReader
{
    public static RecordModel? Read(AttributeValues attribute, IMethodSymbol implemented)
    {
        if (implemented.IsGenericMethod || Results.ValueOf(implemented) is not { IsReferenceType: true, TypeKind: TypeKind.Class } projection) return null;
        var arguments = implemented.Parameters.Where(static parameter => !KeyScope.IsToken(parameter)).ToArray();
        if (arguments.Length != 1 || arguments[0].Type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T || attribute.TypeAt(0) is not { } entity) return null;
        var by = attribute.TextOf("By");
        var key = attribute.TypeOf("KeyType") ?? (by.Length == 0 ? arguments[0].Type : null);
        if (key is null) return null;
        return new(TypeNames.Code(entity), TypeNames.WithoutMark(key), by, attribute.TextOf("Cache"), TypeNames.WithoutMark(projection));
    }
}
