using Larder.Generators.Model;

namespace Larder.Generators.Emission;

/// <summary>Writes methods whose result is cached: one call of the cache, which makes nothing on a hit.</summary>
internal static class ReadEmitter
{
    public static void Emit(CodeWriter code, MethodModel method, int overload)
    {
        var family = method.Cached!;
        var arguments = method.Parameters.Where(static parameter => !parameter.IsToken).ToArray();
        var (type, value) = arguments.Length switch
        {
            0 => ("int", "0"),
            1 => (arguments[0].Type, arguments[0].Name),
            _ => ($"({string.Join(", ", arguments.Select(static parameter => $"{parameter.Type} {Names.InState(parameter.Name)}"))})",
                $"({string.Join(", ", arguments.Select(static parameter => parameter.Name))})"),
        };
        var read = method.Result.IsTask ? "ReadTaskAsync" : "ReadAsync";
        var key = IsWhole(family, arguments) ? "" : $"{KeyOf(method, family, overload)}, ";
        code.Line($"{method.Declaration} =>")
            .In()
            .Line($"_service.{read}<{type}, {method.Result.Type}>(")
            .In()
            .Line($"{Names.Field(method, overload, "")}, {key}{value},");
        EmitLoad(code, method, family, name => arguments.Length == 1 ? "call" : $"call.{Names.InState(name)}");
        code.Line($"{method.Token});").Out().Out();
    }

    // The one argument is all that the key holds: the family makes the key of it. One that may be null is told apart by its own key.
    private static bool IsWhole(FamilyModel family, ParameterModel[] arguments) =>
        arguments.Length == 1 && arguments[0].Type == family.Key.Remembered;

    private static void EmitLoad(CodeWriter code, MethodModel method, FamilyModel family, Func<string, string> argument)
    {
        var call = MethodEmitter.Call(method, "service", argument, "token");
        if (family.TagTemplates.Count == 0)
        {
            code.Line($"static (service, call, context, token) => {call},");
            return;
        }

        code.Line("static (service, call, context, token) =>").Open();
        foreach (var tag in family.TagTemplates) code.Line($"context.AddTag({KeyCode.Of(tag, argument)});");
        code.Line($"return {call};").Close(",");
    }

    private static string KeyOf(MethodModel method, FamilyModel family, int overload) =>
        family.Key.Remembered.Length > 0
            ? $"{Names.Field(method, overload, "")}.KeyOf({family.Key.Pieces.First(static piece => !piece.IsText).Root})"
            : KeyCode.Of(family.Key, static name => name);
}
