using System.Collections.Concurrent;
using System.Net;

namespace Larder.AspNetCore.Tests.Support;

/// <summary>A browser that keeps its cookies and speaks to any instance.</summary>
public sealed class Browser
{
    public ConcurrentDictionary<string, string> Cookies { get; } = new();

    public async Task<string> GetAsync(WebInstance from, string path)
    {
        using var answer = await SendAsync(from, HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    public async Task<HttpResponseMessage> SendAsync(WebInstance to, HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var client = to.NewClient();
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        if (!Cookies.IsEmpty) request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        var answer = await client.SendAsync(request);
        if (answer.Headers.TryGetValues("Set-Cookie", out var set))
            foreach (var line in set) Take(line);
        return answer;
    }

    /// <summary>Another browser with the same cookies, as a thief has them.</summary>
    public Browser Copy()
    {
        var copy = new Browser();
        foreach (var (name, value) in Cookies) copy.Cookies[name] = value;
        return copy;
    }

    private void Take(string line)
    {
        var parts = line.Split(';', StringSplitOptions.TrimEntries);
        var (name, value) = (parts[0][..parts[0].IndexOf('=')], parts[0][(parts[0].IndexOf('=') + 1)..]);
        var isOver = parts.Any(part => part.StartsWith("expires=", StringComparison.OrdinalIgnoreCase)
            && DateTimeOffset.Parse(part[8..], System.Globalization.CultureInfo.InvariantCulture) < DateTimeOffset.UnixEpoch.AddDays(1));
        if (value.Length == 0 || isOver) Cookies.TryRemove(name, out _);
        else Cookies[name] = value;
    }
}
