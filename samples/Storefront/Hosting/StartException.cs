namespace Storefront.Hosting;

/// <summary>A reason not to start, told in one line.</summary>
/// <param name="message">The line.</param>
internal sealed class StartException(string message) : Exception(message);
