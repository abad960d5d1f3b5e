using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Storefront.Shared;

/// <summary>
/// Values of the cache as JSON. The cache hands one immutable object out to all, so its text is written once and remembered for as long as the object lives:
/// a list of a hundred products takes longer to write than to find.
/// </summary>
internal sealed class JsonAnswers(IOptions<JsonOptions> options)
{
    private const string ContentType = "application/json; charset=utf-8";

    private readonly JsonSerializerOptions _options = options.Value.SerializerOptions;
    private readonly ConditionalWeakTable<object, BytesAnswer> _answers = [];

    /// <summary>The answer with this value, which must never change.</summary>
    public IResult Of<T>(T value)
        where T : class
    {
        if (_answers.TryGetValue(value, out var known)) return known;
        var answer = new BytesAnswer(JsonSerializer.SerializeToUtf8Bytes(value, _options), ContentType);
        _answers.AddOrUpdate(value, answer);
        return answer;
    }
}
