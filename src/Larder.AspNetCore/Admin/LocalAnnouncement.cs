using System.Security.Cryptography;
using Larder.Inspection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Larder.AspNetCore.Admin;

/// <summary>In Development: the file by which tools of the same user find this application and may use it.</summary>
internal sealed class LocalAnnouncement(IServiceProvider services, string path, ILogger logger)
{
    private string? _file;

    public string Token { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).Replace('+', '-').Replace('/', '_').TrimEnd('=');

    public void Write()
    {
        var addresses = services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses;
        if (addresses is null || addresses.Count == 0) return; // A server of tests listens nowhere.
        var address = addresses.FirstOrDefault(static one => one.StartsWith("http://", StringComparison.Ordinal)) ?? addresses.First();
        try
        {
            var name = services.GetRequiredService<IOptions<CacheOptions>>().Value.Name;
            _file = LocalApps.Write(new LocalApp(
                Reachable(address) + path, Environment.ProcessId, LocalApps.StartOf(Environment.ProcessId) ?? DateTimeOffset.UnixEpoch, name, Token));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            AdminLog.NotFound(logger, refused.Message);
        }
    }

    public void Remove()
    {
        if (_file is null) return;
        try
        {
            File.Delete(_file);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // Who finds it sees that the process has ended, and removes it.
        }
    }

    // A server that listens everywhere is asked on this machine.
    private static string Reachable(string address) =>
        address.TrimEnd('/').Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal).Replace("://[::]", "://localhost", StringComparison.Ordinal)
            .Replace("://+", "://localhost", StringComparison.Ordinal).Replace("://*", "://localhost", StringComparison.Ordinal);
}
