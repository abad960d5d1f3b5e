using Microsoft.Extensions.Options;

namespace Storefront.Settings;

/// <summary>Says everything that is wrong with the settings, at once and before the first request.</summary>
internal sealed class OptionsCheck : IValidateOptions<StorefrontOptions>
{
    public ValidateOptionsResult Validate(string? name, StorefrontOptions options)
    {
        List<string> problems = [];
        Check(nameof(options.HeavySeconds), options.HeavySeconds, 0, 300);
        Check(nameof(options.DbLatencyMs), options.DbLatencyMs, 0, 10_000);
        Check(nameof(options.Products), options.Products, 1, 1_000_000);
        Check(nameof(options.Orders), options.Orders, 0, 10_000_000);
        Check(nameof(options.Users), options.Users, 30, 100_000);
        if (options.MetricsPort is { } port) Check(nameof(options.MetricsPort), port, 1, 65_535);
        Check(nameof(options.Visitor), options.Visitor, 0, 50);
        if (string.IsNullOrWhiteSpace(options.DataDirectory))
            problems.Add($"LAR910 {StorefrontOptions.Section}:{nameof(options.DataDirectory)} is empty. Name a folder, for instance data.");

        foreach (var peer in options.Peers.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            if (!Uri.TryCreate(peer, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
                problems.Add($"LAR910 {StorefrontOptions.Section}:{nameof(options.Peers)} names {peer}. Write addresses such as http://127.0.0.1:5001, with commas between.");
        foreach (var node in options.Failover.Nodes.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            if (!System.Net.IPEndPoint.TryParse(node, out var end) || end.Port == 0)
                problems.Add($"LAR910 {StorefrontOptions.Section}:{nameof(options.Failover)}:{nameof(FailoverOptions.Nodes)} names {node}. Write servers such as 127.0.0.1:7001, with commas between.");

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);

        void Check(string setting, double value, double from, double to)
        {
            if (!(value >= from && value <= to))
                problems.Add(FormattableString.Invariant(
                    $"LAR910 {StorefrontOptions.Section}:{setting} = {value}. Use a number from {from:N0} to {to:N0}."));
        }
    }
}
