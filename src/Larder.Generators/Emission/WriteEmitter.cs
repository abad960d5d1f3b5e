using Larder.Generators.Model;

namespace Larder.Generators.Emission;

/// <summary>Writes methods that change something: the implementation of the caller's scope is called, and the cache hears of it.</summary>
internal static class WriteEmitter
{
    private const string NoToken = "global::System.Threading.CancellationToken.None";

    public static void Emit(CodeWriter code, DecoratorModel decorator, MethodModel method, int overload)
    {
        var changing = new Changing(method);
        var body = AsyncBody.Open(code, method, true);
        foreach (var one in changing.Of(InvalidationTimeModel.BeforeAndAfter)) Remove(code, one, changing, static key => !key.UsesResult);
        if (changing.HasEnd) code.Open("try");
        code.Line($"{(method.Result.HasValue ? $"var {changing.Result} = " : "")}await {Change(decorator, method, changing)}.ConfigureAwait(false);");
        if (method.Put is { } put) Put(code, method, put, changing, overload);
        foreach (var one in method.Invalidations)
            Remove(code, one, changing, key => one.When == InvalidationTimeModel.AfterSuccess || key.UsesResult);
        if (method.Result.HasValue) code.Line($"return {changing.Result};");
        if (changing.HasEnd) EmitEnd(code, changing);
        body.Close();
    }

    private static void EmitEnd(CodeWriter code, Changing changing)
    {
        code.Close().Open("finally");
        foreach (var one in changing.Of(InvalidationTimeModel.AfterEnd)) Remove(code, one, changing, static key => !key.UsesResult);
        foreach (var one in changing.Of(InvalidationTimeModel.BeforeAndAfter)) Remove(code, one, changing, key => !key.UsesResult && !(one == changing.Held && one.Keys.Contains(key)));
        code.Close();
    }

    /// <summary>The call of the implementation; where keys are to be held meanwhile, by the cache.</summary>
    private static string Change(DecoratorModel decorator, MethodModel method, Changing changing)
    {
        if (changing.Held is not { } held) return MethodEmitter.Call(method, "Inner", static name => name);
        var keys = string.Join(", ", held.Keys.Where(static key => !key.UsesResult).Select(key => KeyCode.Of(key, changing.Root)));
        var state = MethodEmitter.State(method, (decorator.Service, "Inner"));
        var call = $"await {MethodEmitter.Call(method, "call" + state.Source, state.Argument, "token")}.ConfigureAwait(false)";
        var (type, run) = method.Result.HasValue ? (method.Result.Type, $"return {call};") : ("bool", $"{call}; return true;");
        return $"_service.Cache({KeyCode.Literal(held.Cache)}).ChangeSourceAsync<{state.Type}, {type}>([{keys}], {state.Value}, static async (call, token) => {{ {run} }}, {method.Token})";
    }

    private static void Put(CodeWriter code, MethodModel method, FamilyModel put, Changing changing, int overload)
    {
        var local = Names.Free("put", method);
        var key = KeyCode.Of(put.Key, changing.Root);
        var set = $"await {local}.Cache.SetAsync<{method.Result.Type}>({key}, {changing.Result}, {local}.Options, {NoToken}).ConfigureAwait(false);";
        code.Line($"var {local} = _service.Of({Names.Field(method, overload, "")});");
        if (!method.Result.MayBeNull) code.Line(set);
        else if (put.Key.UsesResult) code.Line($"if ({changing.Result} is not null) {set}");
        else code.Line($"if ({changing.Result} is null) await {local}.Cache.RemoveAsync({key}, {NoToken}).ConfigureAwait(false);").Line($"else {set}");
    }

    private static void Remove(CodeWriter code, InvalidationModel one, Changing changing, Func<KeyModel, bool> isDue)
    {
        var cache = $"await _service.Cache({KeyCode.Literal(one.Cache)})";
        var keys = one.Keys.Where(isDue).Select(key => KeyCode.Of(key, changing.Root)).ToArray();
        if (keys.Length == 1) code.Line($"{cache}.RemoveAsync({keys[0]}, {NoToken}).ConfigureAwait(false);");
        if (keys.Length > 1) code.Line($"{cache}.RemoveAsync([{string.Join(", ", keys)}], {NoToken}).ConfigureAwait(false);");
        foreach (var tag in one.Tags.Where(isDue)) code.Line($"{cache}.RemoveByTagAsync({KeyCode.Of(tag, changing.Root)}, {NoToken}).ConfigureAwait(false);");
        foreach (var pattern in one.Patterns.Where(isDue)) code.Line($"{cache}.RemoveByPatternAsync({KeyCode.Of(pattern, changing.Root)}, {NoToken}).ConfigureAwait(false);");
    }
}
