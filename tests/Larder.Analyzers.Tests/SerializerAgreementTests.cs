using System.Reflection;
using System.Text.Json;
using Larder.Analyzers.Tests.Running;

namespace Larder.Analyzers.Tests;

/// <summary>LAR010 says what the serializer would say: its cases are compiled, and their types given to System.Text.Json as the cache does.</summary>
public class SerializerAgreementTests
{
    // One of them reaches what the type is made of.
    private static readonly string[] s_texts = ["1", "\"a\"", "{}", "[]", "[{}]", "{\"Load\":{}}", "{\"Product\":{\"Load\":{}}}"];

    private static readonly JsonSerializerOptions s_options = new() { IncludeFields = true };

    public static IEnumerable<TheoryDataRow<string>> Reported =>
        AnalyzerCase.All.Where(one => one is { Rule: "LAR010", Kind: CaseKind.Reports }).Select(one => new TheoryDataRow<string>(one.Clause));

    [Theory]
    [MemberData(nameof(Reported))]
    public void What_is_reported_is_refused_by_the_serializer(string clause)
    {
        var results = ResultsOf(clause);

        Assert.NotEmpty(results);
        Assert.All(results, result => Assert.True(IsRefused(result), $"{result} is read back."));
    }

    [Theory]
    [InlineData("LAR010: Records, structs, collections, tuples of one's own")]
    public void What_is_let_pass_is_read_by_the_serializer(string clause)
    {
        var results = ResultsOf(clause);

        Assert.NotEmpty(results);
        Assert.All(results, result => Assert.False(IsRefused(result), $"{result} is refused."));
    }

    private static List<Type> ResultsOf(string clause)
    {
        using var bytes = new MemoryStream();
        Assert.True(Analysis.Compile(AnalyzerCase.Find(clause).Code).Emit(bytes).Success);
        return
        [
            .. from type in Assembly.Load(bytes.ToArray()).GetTypes()
               from method in type.GetMethods()
               where method.IsDefined(typeof(Larder.Annotations.CachedAttribute), inherit: false)
               let result = method.ReturnType.GetGenericArguments().Single()
               where !result.ContainsGenericParameters
               select result,
        ];
    }

    // A text that does not fit is another matter: a JsonException.
    private static bool IsRefused(Type type) => s_texts.Any(text =>
    {
        try
        {
            JsonSerializer.Deserialize(text, type, s_options);
            return false;
        }
        catch (JsonException)
        {
            return false;
        }
        catch (Exception error) when (error is NotSupportedException or InvalidOperationException)
        {
            return true;
        }
    });
}
