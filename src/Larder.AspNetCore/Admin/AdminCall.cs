using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Larder.Inspection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.AspNetCore.Admin;

/// <summary>A request that was let in.</summary>
internal sealed class AdminCall(HttpContext context, AdminRole role, AdminOptions options)
{
    private const int MostBody = 256 << 10;
    private const int MostText = 4_096;

    public HttpContext Context => context;

    public AdminRole Role => role;

    public AdminOptions Options => options;

    public CancellationToken Aborted => context.RequestAborted;

    public TService Get<TService>()
        where TService : class => context.RequestServices.GetRequiredService<TService>();

    /// <exception cref="AdminRefusal">There is no such cache.</exception>
    public CacheInspector CacheOf(string name) => Get<CacheInspectors>().Find(name)
        ?? throw new AdminRefusal(StatusCodes.Status404NotFound, "There is no cache of that name. Those that there are stand in stats.");

    /// <summary>A parameter of the query; null: it is not there.</summary>
    /// <exception cref="AdminRefusal">It is there twice, or too long.</exception>
    public string? Text(string name)
    {
        var values = context.Request.Query[name];
        if (values.Count == 0) return null;
        if (values.Count > 1 || values[0] is not { } text || text.Length > MostText)
            throw new AdminRefusal(StatusCodes.Status400BadRequest, $"The parameter {name} may be there once, with at most {MostText} characters.");
        return text;
    }

    public string Required(string name) =>
        Text(name) is { Length: > 0 } text ? text : throw new AdminRefusal(StatusCodes.Status400BadRequest, $"The parameter {name} is missing.");

    public int Number(string name, int usual, int least, int most)
    {
        if (Text(name) is not { } text) return usual;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new AdminRefusal(StatusCodes.Status400BadRequest, $"The parameter {name} is a number from {least} to {most}.");
    }

    public bool IsOn(string name) => Text(name) switch
    {
        null or "false" or "0" => false,
        "true" or "1" => true,
        _ => throw new AdminRefusal(StatusCodes.Status400BadRequest, $"The parameter {name} is true or false."),
    };

    /// <summary>The body as JSON; of no more bytes than a request of ours can have.</summary>
    public async Task<TBody> BodyAsync<TBody>(JsonTypeInfo<TBody> contract)
        where TBody : class
    {
        if (context.Request.ContentLength > MostBody) throw TooLarge();
        using var body = new MemoryStream();
        var buffer = new byte[8 << 10];
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer, Aborted).ConfigureAwait(false)) > 0)
        {
            if (body.Length + read > MostBody) throw TooLarge();
            body.Write(buffer, 0, read);
        }

        try
        {
            return JsonSerializer.Deserialize(body.GetBuffer().AsSpan(0, (int)body.Length), contract) ?? throw NoJson();
        }
        catch (JsonException)
        {
            throw NoJson();
        }
    }

    public Task AnswerAsync<TAnswer>(TAnswer answer, JsonTypeInfo<TAnswer> contract) => WriteAsync(context, StatusCodes.Status200OK, answer, contract);

    public static async Task WriteAsync<TAnswer>(HttpContext context, int status, TAnswer answer, JsonTypeInfo<TAnswer> contract)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(answer, contract);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted).ConfigureAwait(false);
    }

    private static AdminRefusal TooLarge() => new(StatusCodes.Status413PayloadTooLarge, $"The body has more than {MostBody} bytes.");

    private static AdminRefusal NoJson() => new(StatusCodes.Status400BadRequest, "The body is not the JSON that this request takes.");
}
