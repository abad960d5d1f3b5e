using Larder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Storefront.Errors;

namespace Storefront.Lab.Manual;

/// <summary>The cache by hand. It keeps to keys that begin with <c>manual:</c>, so that nobody reads another's values here or breaks a page.</summary>
internal sealed class ManualModel(ICache cache) : PageModel
{
    private const string Prefix = "manual:";
    private const int LongestKey = 200;
    private const int LongestValue = 10_000;

    public ManualForm Fields { get; private set; } = new("get", "greeting", "hello", "300");

    /// <summary>What the cache said; null before anything was asked.</summary>
    public string? Answer { get; private set; }

    public async Task<IActionResult> OnPostAsync([FromForm] ManualForm fields, CancellationToken cancellationToken)
    {
        Fields = fields;
        if (fields.Key is not { Length: > 0 and <= LongestKey } || fields.Key.Any(char.IsControl) || fields.Value?.Length > LongestValue)
            return this.Refuse(StatusCodes.Status400BadRequest, $"A key has 1 to {LongestKey} characters, none of them a control character; a value {LongestValue} at most.");
        if (LabNumber.Read(fields.Seconds, 300, 1, 86_400) is not { } seconds)
            return this.Refuse(StatusCodes.Status400BadRequest, "An expiration is 1 to 86400 seconds.");

        Answer = await DoAsync(fields, TimeSpan.FromSeconds(seconds), cancellationToken);
        return Answer is null ? this.Refuse(StatusCodes.Status400BadRequest, "The command is get, set, delete, exists or clear.") : Page();
    }

    private async Task<string?> DoAsync(ManualForm fields, TimeSpan expiration, CancellationToken cancellationToken)
    {
        var key = Prefix + fields.Key;
        switch (fields.Command)
        {
            case "get":
                var found = await cache.TryGetAsync<string>(key, cancellationToken);
                return found.Found ? $"{key} = {found.Value} (from {found.Source})" : $"{key} is not there.";
            case "set":
                var reached = await cache.SetAsync(key, fields.Value ?? "", new CacheEntryOptions { Expiration = expiration, Jitter = 0 }, cancellationToken);
                return $"{key} is set for {expiration.TotalSeconds} s, {(reached ? "in all tiers" : "in this process alone: the shared tier was not reached")}.";
            case "delete":
                return await cache.RemoveAsync(key, cancellationToken) ? $"{key} is deleted." : $"{key} was not there.";
            case "exists":
                return await cache.ExistsAsync(key, cancellationToken) ? $"{key} is there." : $"{key} is not there.";
            case "clear":
                var removal = await cache.RemoveByPatternAsync(key, cancellationToken);
                return removal.Count is { } count ? $"{count} removed by {key}." : $"All that match {key} are removed, at once; nobody counted them.";
            default:
                return null;
        }
    }
}
