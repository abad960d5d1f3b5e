using Larder.Generators.Model;

namespace Larder.Generators.Emission;

/// <summary>Writes methods whose result is a projection of a record.</summary>
internal static class RecordEmitter
{
    /// <summary>Which records each method reads.</summary>
    public static void EmitAddresses(CodeWriter code, IEnumerable<MethodModel> methods)
    {
        var number = 0;
        foreach (var method in methods.Where(static method => method.Record is not null))
        {
            var record = method.Record!;
            code.Line($"// {method.Display}")
                .Line($"private static readonly {Names.Declared}.RecordAddress<{record.Entity}, {record.Key}> {FieldOf(number++)} = new({KeyCode.Literal(record.Cache)}, {KeyCode.Literal(record.By)});")
                .Line();
        }
    }

    public static void Emit(CodeWriter code, MethodModel method, int number)
    {
        var record = method.Record!;
        var argument = method.Parameters.First(static parameter => !parameter.IsToken);
        var call = MethodEmitter.Call(method, "service", static _ => "key", "token");
        code.Line($"{method.Declaration} =>")
            .In()
            .Line($"_service.ReadRecordAsync<{record.Entity}, {record.Key}, {argument.Type.TrimEnd('?')}, {record.Projection}>(")
            .In()
            .Line($"{FieldOf(number)}, {argument.Name}{(argument.Type.EndsWith("?", StringComparison.Ordinal) ? "!" : "")}, static (service, key, token) => {(method.Result.IsTask ? $"new({call})" : call)}, {method.Token}){(method.Result.IsTask ? ".AsTask()" : "")};")
            .Out()
            .Out();
    }

    private static string FieldOf(int number) =>
        $"s_record{(number == 0 ? "" : (number + 1).ToString(System.Globalization.CultureInfo.InvariantCulture))}";
}
