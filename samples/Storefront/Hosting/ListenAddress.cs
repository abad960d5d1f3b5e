using System.Globalization;
using System.Net;

namespace Storefront.Hosting;

/// <summary>Where the server listens: <c>--port</c>, else what <c>--urls</c> or the environment says, else port 5000 of this machine alone.</summary>
internal static class ListenAddress
{
    private const string Default = "http://127.0.0.1:5000";

    public static void ChooseAddress(this IWebHostBuilder host)
    {
        if (host.GetSetting("port") is { Length: > 0 } port)
            host.UseUrls($"http://127.0.0.1:{Port(port)}");
        else if (host.GetSetting(WebHostDefaults.ServerUrlsKey) is not { Length: > 0 } && host.GetSetting(WebHostDefaults.HttpPortsKey) is not { Length: > 0 })
            host.UseUrls(Default);
    }

    private static int Port(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= IPEndPoint.MaxPort
            ? port
            : throw new StartException($"LAR910 --port {text} is not a port. Use a number from 1 to {IPEndPoint.MaxPort}, or 0 for any free one.");
}
