using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Larder.Cli.Output;
using Larder.Inspection;

namespace Larder.Cli.Targets;

/// <summary>An application, asked by its endpoints.</summary>
internal sealed class AppTarget : ITarget
{
    private readonly HttpClient _client;
    private readonly Uri _address;
    private readonly string _cache;
    private readonly TimeSpan _timeout;

    public AppTarget(Uri address, string? token, string description, TargetTerms terms)
    {
        (_address, _cache, _timeout, Description) = (address, terms.Cache, terms.Timeout, description);
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = Timeout.InfiniteTimeSpan };
        if (token is not null) _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public string Description { get; }

    public string? Owner => _address.ToString();

    public ValueTask<AppReport> StatsAsync(CancellationToken cancellationToken) => GetAsync("stats", JsonOutput.Contracts.AppReport, cancellationToken);

    public ValueTask<KeyPage> KeysAsync(KeyQuery query, CancellationToken cancellationToken)
    {
        var path = new StringBuilder($"keys?limit={query.Limit}");
        Add(path, "cache", _cache);
        Add(path, "pattern", query.Pattern);
        Add(path, "tag", query.Tag);
        Add(path, "cursor", query.Cursor);
        Add(path, "tier", query.Places switch { KeyPlaces.Memory => "memory", KeyPlaces.Shared => "shared", _ => "all" });
        return GetAsync(path.ToString(), JsonOutput.Contracts.KeyPage, cancellationToken);
    }

    public ValueTask<EntrySight?> FindAsync(string key, CancellationToken cancellationToken) => TryGetAsync(Of("entry", key), JsonOutput.Contracts.EntrySight, cancellationToken);

    public ValueTask<ValueSight?> ReadAsync(string key, SecretValues secrets, CancellationToken cancellationToken) =>
        TryGetAsync(Of("value", key) + (secrets == SecretValues.Reveal ? "&reveal=true" : ""), JsonOutput.Contracts.ValueSight, cancellationToken);

    public ValueTask<RemovalAnswer> RemoveAsync(RemovalRequest request, CancellationToken cancellationToken) =>
        PostAsync("remove", request with { Cache = _cache }, JsonOutput.Contracts.RemovalRequest, JsonOutput.Contracts.RemovalAnswer, cancellationToken);

    public ValueTask<RemovalAnswer> ExpireAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) => PostAsync(
        "expire", new RemovalRequest { Cache = _cache, Keys = keys }, JsonOutput.Contracts.RemovalRequest, JsonOutput.Contracts.RemovalAnswer, cancellationToken);

    public ValueTask<RemovalAnswer> ClearAsync(CancellationToken cancellationToken) => PostAsync(
        "clear", new RemovalRequest { Cache = _cache }, JsonOutput.Contracts.RemovalRequest, JsonOutput.Contracts.RemovalAnswer, cancellationToken);

    public ValueTask<WarmUpAnswer> WarmUpsAsync(CancellationToken cancellationToken) => GetAsync("warm-up", JsonOutput.Contracts.WarmUpAnswer, cancellationToken);

    public ValueTask<WarmUpAnswer> WarmUpAsync(string? name, CancellationToken cancellationToken) =>
        PostAsync("warm-up", new WarmUpRequest(name), JsonOutput.Contracts.WarmUpRequest, JsonOutput.Contracts.WarmUpAnswer, cancellationToken);

    /// <summary>What happens, until the application or the caller ends it.</summary>
    public async IAsyncEnumerable<SseItem<string>> EventsAsync(string query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var path = new StringBuilder("events?" + query);
        Add(path, "cache", _cache);
        using var request = new HttpRequestMessage(HttpMethod.Get, At(path.ToString()));
        using var answer = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccessStatusCode) throw await RefusalAsync(answer, cancellationToken).ConfigureAwait(false);
        var stream = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken).ConfigureAwait(false)) yield return item;
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return default;
    }

    private async ValueTask<TAnswer> GetAsync<TAnswer>(string path, JsonTypeInfo<TAnswer> contract, CancellationToken cancellationToken)
        where TAnswer : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, At(path));
        return await AnswerAsync(request, contract, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<TAnswer?> TryGetAsync<TAnswer>(string path, JsonTypeInfo<TAnswer> contract, CancellationToken cancellationToken)
        where TAnswer : class
    {
        try
        {
            return await GetAsync(path, contract, cancellationToken).ConfigureAwait(false);
        }
        catch (CommandFailure absent) when (absent.Code == ExitCode.NotFound)
        {
            return null;
        }
    }

    private async ValueTask<TAnswer> PostAsync<TBody, TAnswer>(
        string path, TBody body, JsonTypeInfo<TBody> of, JsonTypeInfo<TAnswer> contract, CancellationToken cancellationToken)
        where TAnswer : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, At(path));
        request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, of));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await AnswerAsync(request, contract, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<TAnswer> AnswerAsync<TAnswer>(HttpRequestMessage request, JsonTypeInfo<TAnswer> contract, CancellationToken cancellationToken)
        where TAnswer : class
    {
        using var answer = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccessStatusCode) throw await RefusalAsync(answer, cancellationToken).ConfigureAwait(false);
        try
        {
            var stream = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            if (await JsonSerializer.DeserializeAsync(stream, contract, cancellationToken).ConfigureAwait(false) is { } document) return document;
        }
        catch (JsonException)
        {
            // Said below: it is the same problem.
        }

        throw new CommandFailure(ExitCode.Unreachable, $"LAR701 What answers at {_address} is no cache's endpoint.");
    }

    private async ValueTask<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_timeout);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
        }
        catch (HttpRequestException failure)
        {
            throw new CommandFailure(ExitCode.Unreachable, $"LAR701 {_address} does not answer: {failure.Message}", "Does the application run? Try: larder ps");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CommandFailure(ExitCode.Unreachable, $"LAR701 {_address} did not answer within {Words.Time(_timeout.TotalMilliseconds)}.", "Wait longer with --timeout 30s.");
        }
    }

    private async ValueTask<CommandFailure> RefusalAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        AdminProblem? problem = null;
        try
        {
            var bytes = await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            problem = JsonSerializer.Deserialize(bytes, JsonOutput.Contracts.AdminProblem);
        }
        catch (JsonException)
        {
            // A page of the application, which knows no such address.
        }

        var text = Words.Safe(problem?.Problem ?? "");
        return answer.StatusCode switch
        {
            HttpStatusCode.Unauthorized => new CommandFailure(ExitCode.Refused, $"LAR702 {_address}: {(text.Length > 0 ? text : "it wants to know who you are.")}", "Set LARDER_TOKEN, or give --token-file PATH."),
            HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests => new CommandFailure(ExitCode.Refused, $"LAR702 {_address}: {(text.Length > 0 ? text : "refused.")}"),
            HttpStatusCode.NotFound when problem is not null => new CommandFailure(ExitCode.NotFound, text),
            HttpStatusCode.BadRequest when problem is not null => new CommandFailure(ExitCode.Usage, text),
            HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed when answer.RequestMessage?.Method == HttpMethod.Post => new CommandFailure(
                ExitCode.Refused, $"LAR702 {_address} changes nothing: its endpoints are read-only."),
            HttpStatusCode.NotFound => new CommandFailure(
                ExitCode.Unreachable, $"LAR701 There are no endpoints of a cache at {_address}.",
                "Does the application call MapLarderAdmin()? Outside Development it also needs LARDER_ADMIN_TOKEN or RequireAuthorization."),
            _ => new CommandFailure(ExitCode.Failed, $"LAR701 {_address} answered {(int)answer.StatusCode}. {text}"),
        };
    }

    private Uri At(string path) => new($"{_address.ToString().TrimEnd('/')}/{path}");

    private string Of(string path, string key)
    {
        var query = new StringBuilder($"{path}?key={Uri.EscapeDataString(key)}");
        Add(query, "cache", _cache);
        return query.ToString();
    }

    private static void Add(StringBuilder path, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value)) path.Append('&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
    }
}
