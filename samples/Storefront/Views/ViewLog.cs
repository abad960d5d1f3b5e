namespace Storefront.Views;

internal static partial class ViewLog
{
    [LoggerMessage(LogLevel.Debug, "A view of {Page} is counted and waits for the next one to reach the database: {Problem}")]
    public static partial void ViewWaits(this ILogger logger, string page, string problem);
}
