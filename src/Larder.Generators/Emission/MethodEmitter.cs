using Larder.Generators.Model;

namespace Larder.Generators.Emission;

/// <summary>Writes the methods of a decorator, each after its kind.</summary>
internal static class MethodEmitter
{
    public static void Emit(CodeWriter code, DecoratorModel decorator, MethodModel method, int overload)
    {
        code.Line().Line($"// {method.Display}{(method.Attribute.Length > 0 ? ": " + method.Attribute : "")}");
        if (method.Cached is not null) ReadEmitter.Emit(code, method, overload);
        else if (method.Batch is not null) BatchEmitter.Emit(code, decorator, method, overload);
        else if (method.Record is not null) RecordEmitter.Emit(code, method, decorator.Methods.Where(static one => one.Record is not null).TakeWhile(one => one != method).Count());
        else if (method.IsWrite) WriteEmitter.Emit(code, decorator, method, overload);
        else if (method.IsDisposal) EmitDisposal(code, method);
        else code.Line($"{method.Declaration} => {method.RefReturn}{Call(method, "Inner", static name => name)};");
    }

    /// <summary>A call of the implementation.</summary>
    /// <param name="method">The method.</param>
    /// <param name="target">The implementation.</param>
    /// <param name="argument">How a parameter is reached.</param>
    /// <param name="token">What it gets for its token; null: the caller's.</param>
    public static string Call(MethodModel method, string target, Func<string, string> argument, string? token = null)
    {
        var arguments = method.Parameters.Select(parameter =>
            parameter.IsToken && token is not null ? token : (token is null ? parameter.Passing : "") + argument(parameter.Name));
        return $"{Target(method, target)}.{method.Name}{method.TypeArguments}({string.Join(", ", arguments)})";
    }

    /// <summary>The tuple of the service and the arguments that goes into a load; a tuple of one is none.</summary>
    public static (string Type, string Value, Func<string, string> Argument, string Source) State(
        MethodModel method, (string Type, string Value) source, Func<ParameterModel, bool>? needs = null)
    {
        var carried = method.Parameters.Where(parameter => !parameter.IsToken && (needs is null || needs(parameter))).ToArray();
        if (carried.Length == 0) return (source.Type, source.Value, static name => name, "");
        var types = carried.Select(static parameter => $"{parameter.Type} {Names.InState(parameter.Name)}").Prepend($"{source.Type} {Names.Source}");
        var values = carried.Select(static parameter => parameter.Name).Prepend(source.Value);
        return ($"({string.Join(", ", types)})", $"({string.Join(", ", values)})", static name => $"call.{Names.InState(name)}", $".{Names.Source}");
    }

    private static string Target(MethodModel method, string target) => method.Container.Length == 0 ? target : $"(({method.Container}){target})";

    private static void EmitDisposal(CodeWriter code, MethodModel method) => code
        .Line("// The container ends what it made: the implementation is not ours to end.")
        .Line(method.Result.Kind == ResultKind.ValueTask ? $"{method.Declaration} => default;" : $"{method.Declaration} {{ }}");
}
