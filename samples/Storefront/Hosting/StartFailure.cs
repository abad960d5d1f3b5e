using Larder.Tiers;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Storefront.Settings;

namespace Storefront.Hosting;

/// <summary>Turns what can go wrong at the start into a line that says what to do. What is not named here is a bug and keeps its trace.</summary>
internal static class StartFailure
{
    public static string? Describe(Exception error) => error switch
    {
        StartException or StartRefusal or TierException => error.Message,
        OptionsValidationException invalid => string.Join(Environment.NewLine, invalid.Failures),
        InvalidOperationException { TargetSite.DeclaringType.Namespace: "Microsoft.Extensions.Configuration" } => $"LAR910 {error.Message}",
        FormatException => $"LAR910 {error.Message}",
        SqliteException => $"LAR903 The database can't be used: {error.Message} Check the folder named by Storefront:DataDirectory.",
        UnauthorizedAccessException => $"LAR903 {error.Message} Name another folder with Storefront:DataDirectory.",
        IOException => $"LAR902 {error.Message}",
        OperationCanceledException => "Stopped before it had started.",
        _ => null,
    };
}
