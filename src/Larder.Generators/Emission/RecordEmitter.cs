using Larder.Generators.Model;

namespace Larder.Generators.Emission;

/// <summary>Writes methods whose result is a projection of a record.</summary>
internal static class RecordEmitter
{
    public static void Emit(CodeWriter code, MethodModel method)
    {
        var record = method.Record!;
        var argument = method.Parameters.First(static parameter => !parameter.IsToken);
        var call = record.By.Length == 0
            ? $"GetAsync<{record.Projection}>({argument.Name},"
            : $"GetByAsync<{argument.Type.TrimEnd('?')}, {record.Projection}>({KeyCode.Literal(record.By)}, {argument.Name},";
        code.Open(method.Declaration)
            .Line($"return _service.Records<{record.Entity}, {record.Key}>({KeyCode.Literal(record.Cache)}).{call}")
            .In()
            .Line("async (asked, token) =>")
            .Open()
            .Line("await using var scope = _service.OpenScope();")
            .Line($"return await {MethodEmitter.Call(method, "scope.Service", _ => "asked", "token")}.ConfigureAwait(false);")
            .Close(",")
            .Line($"{method.Token}){(method.Result.IsTask ? ".AsTask()" : "")};")
            .Out()
            .Close();
    }
}
