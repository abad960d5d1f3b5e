using Larder.Generators.Model;

namespace Larder.Generators.Emission;

/// <summary>
/// The body of a method that waits. Where it has parameters that are passed by reference, which such a method can't have, a local function waits in its place.
/// </summary>
internal sealed class AsyncBody
{
    private readonly CodeWriter _code;
    private readonly bool _isLocal;

    private AsyncBody(CodeWriter code, bool isLocal) => (_code, _isLocal) = (code, isLocal);

    public static AsyncBody Open(CodeWriter code, MethodModel method, bool isAsync)
    {
        var isLocal = isAsync && method.Parameters.Any(static parameter => parameter.Passing.Length > 0);
        if (!isLocal)
        {
            code.Open((isAsync ? "async " : "") + method.Declaration);
            return new(code, false);
        }

        var name = Names.Free("RunAsync", method);
        var type = method.Result switch
        {
            { Kind: ResultKind.Task } => "global::System.Threading.Tasks.Task",
            { Kind: ResultKind.ValueTask } => "global::System.Threading.Tasks.ValueTask",
            { IsTask: true } result => $"global::System.Threading.Tasks.Task<{result.Type}>",
            var result => $"global::System.Threading.Tasks.ValueTask<{result.Type}>",
        };
        code.Open(method.Declaration)
            .Line($"return {name}({string.Join(", ", method.Parameters.Select(static parameter => parameter.Name))});")
            .Line()
            .Open($"async {type} {name}({string.Join(", ", method.Parameters.Select(static parameter => $"{parameter.Type} {parameter.Name}"))})");
        return new(code, true);
    }

    public void Close()
    {
        _code.Close();
        if (_isLocal) _code.Close();
    }
}
