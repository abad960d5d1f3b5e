namespace Storefront.Settings;

/// <summary>Settings with which the shop does not start, told in a line.</summary>
/// <param name="message">The line.</param>
internal sealed class StartRefusal(string message) : Exception(message);
