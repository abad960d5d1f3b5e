using Larder.Generators.Model;

namespace Larder.Generators.Emission;

/// <summary>Writes methods whose result is cached: one call of the cache, which makes nothing on a hit.</summary>
internal static class ReadEmitter
{
    public static void Emit(CodeWriter code, DecoratorModel decorator, MethodModel method, int overload)
    {
        var family = method.Cached!;
        var local = Names.Free("method", method);
        var state = MethodEmitter.State(method, ($"{Names.Declared}.CachedService<{decorator.Service}>", "_service"));
        code.Open(method.Declaration)
            .Line($"var {local} = _service.Of({Names.Field(method, overload, "")});")
            .Line($"return {local}.Cache.GetOrLoadAsync<{state.Type}, {method.Result.Type}>(")
            .In()
            .Line(KeyOf(method, family, overload) + ",")
            .Line(state.Value + ",")
            .Line("static async (call, context, token) =>")
            .Open();
        foreach (var tag in family.TagTemplates) code.Line($"context.AddTag({KeyCode.Of(tag, state.Argument)});");
        code.Line($"await using var scope = call{state.Source}.OpenScope();")
            .Line($"return await {MethodEmitter.Call(method, "scope.Service", state.Argument, "token")}.ConfigureAwait(false);")
            .Close(",")
            .Line($"{local}.Options,")
            .Line($"{method.Token}){(method.Result.IsTask ? ".AsTask()" : "")};")
            .Out()
            .Close();
    }

    private static string KeyOf(MethodModel method, FamilyModel family, int overload) =>
        family.Key.Remembered.Length > 0
            ? $"{Names.Field(method, overload, "Keys")}.Of({family.Key.Pieces.First(static piece => !piece.IsText).Root})"
            : KeyCode.Of(family.Key, static name => name);
}
