using Larder.Generators.Model;

namespace Larder.Generators.Emission;

/// <summary>Writes methods over many ids: each id has its own entry, and those that are nowhere are loaded by one call.</summary>
internal static class BatchEmitter
{
    public static void Emit(CodeWriter code, DecoratorModel decorator, MethodModel method, int overload)
    {
        var (family, shape) = (method.Batch!, method.Shape!);
        var local = Names.Free("method", method);
        var state = MethodEmitter.State(
            method, ($"{Names.Declared}.CachedService<{decorator.Service}>", "_service"), parameter => parameter.Name != shape.Ids);
        var isConverted = shape.Shapes.HasFlag(BatchShapes.ResultOut);
        var needsAsync = isConverted || method.Result.IsTask;
        var others = family.Key.Pieces.Any(piece => !piece.IsText && piece.Root != shape.Item);
        var body = AsyncBody.Open(code, method, needsAsync);
        code.Line($"var {local} = _service.Of({Names.Field(method, overload, "")});")
            .Line($"{(isConverted ? $"return new global::System.Collections.Generic.Dictionary<{shape.Id}, {shape.Value}>(" : "return ")}{(needsAsync ? "await " : "")}{local}.Cache.GetOrLoadManyAsync<{shape.Id}, {state.Type}, {shape.Value}>(")
            .In()
            .Line(shape.Shapes.HasFlag(BatchShapes.IdsIn) ? $"[.. {shape.Ids}]," : $"{shape.Ids},")
            .Line($"{(others ? "" : "static ")}{shape.Item} => {KeyCode.Of(family.Key, static name => name)},")
            .Line(state.Value + ",")
            .Line("static async (missing, call, token) =>")
            .Open()
            .Line($"await using var scope = call{state.Source}.OpenScope();");
        EmitLoad(code, method, shape, state.Argument);
        code.Close(",")
            .Line($"{local}.Options,")
            .Line($"{method.Token}){(needsAsync ? ".ConfigureAwait(false)" : "")}{(isConverted ? ")" : "")};")
            .Out();
        body.Close();
    }

    private static void EmitLoad(CodeWriter code, MethodModel method, BatchModel shape, Func<string, string> argument)
    {
        var missing = shape.Shapes.HasFlag(BatchShapes.IdsOut) ? "[.. missing]" : "missing";
        var call = MethodEmitter.Call(method, "scope.Service", name => name == shape.Ids ? missing : argument(name), "token");
        if (shape.Shapes.HasFlag(BatchShapes.ResultIn))
            code.Line($"return new global::System.Collections.Generic.Dictionary<{shape.Id}, {shape.Value}>(await {call}.ConfigureAwait(false));");
        else
            code.Line($"return await {call}.ConfigureAwait(false);");
    }
}
