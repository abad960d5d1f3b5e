using System.Globalization;
using Larder.Deploy.Tests.Files;
using Larder.Deploy.Tests.Support;
using Larder.Support;

namespace Larder.Deploy.Tests.Running;

/// <summary>
/// The services of compose files as processes of this machine, with the commands, flags and files that their containers would have. What is different here:
/// addresses and ports, folders, and a unix socket to look inside.
/// </summary>
internal sealed class LocalDeployment : IAsyncDisposable
{
    private const string ContainerFiles = "/usr/local/etc/redis/";

    private readonly Folder _place = new("larder-deploy-");
    private readonly List<PortLease> _ports = [];
    private readonly Dictionary<string, LocalServer> _servers = [];
    private readonly Dictionary<string, string> _addresses = [];

    private LocalDeployment(ComposeFile compose) => Compose = compose;

    public ComposeFile Compose { get; }

    public LocalServer this[string service] => _servers[service];

    /// <summary>The deployment of these files, with secrets and certificates by the scripts that make them.</summary>
    public static async Task<LocalDeployment> ReadAsync(params string[] files)
    {
        var deployment = new LocalDeployment(ComposeFile.Read(files));
        var (code, output) = await Shell.RunAsync(
            $"{Deployment.PathOf("make-secrets.sh")} {deployment._place.PathOf("secrets")} && {Deployment.PathOf("tls/make-certs.sh")} {deployment._place.PathOf("tls")}",
            deployment._place.Path);
        Assert.True(code == 0, output);
        return deployment;
    }

    public int TakePort()
    {
        _ports.Add(PortLease.Take());
        return _ports[^1].Number;
    }

    /// <summary>Where a service is that files and addresses write as <c>redis:6379</c>; to be said before anything is started that names it.</summary>
    public void Place(string named, string host, int port) => _addresses[named] = string.Create(CultureInfo.InvariantCulture, $"{host}:{port}");

    /// <summary>Prepares the place of a server that listens there.</summary>
    public LocalServer Prepare(string service, string host, int port)
    {
        var folder = Directory.CreateDirectory(_place.PathOf($"{service}-data")).FullName;
        var hasUsers = Compose.Services[service].Secrets.Contains("redis_users");
        return _servers[service] = new(service, host, port, folder) { AdminPassword = hasUsers ? SecretText("admin-password") : null };
    }

    /// <summary>Starts a service whose command is redis-server.</summary>
    public async Task<LocalServer> StartAsync(string service, string host = "127.0.0.1")
    {
        var server = _servers.TryGetValue(service, out var known) ? known : Prepare(service, host, TakePort());
        var words = Compose.Services[service].Command.Select(word => word.StartsWith(ContainerFiles, StringComparison.Ordinal) ? Copy(word[ContainerFiles.Length..], server) : word).ToList();
        Assert.Equal("redis-server", words[0]);
        var port = words.Any(word => word.EndsWith("tls.conf", StringComparison.Ordinal)) ? "--tls-port" : "--port";
        // The image is built without protected mode, as its servers are reached from other containers.
        string[] here =
        [
            port, server.Port.ToString(CultureInfo.InvariantCulture), "--bind", server.Host, "--dir", server.Folder, "--unixsocket", server.SocketPath, "--protected-mode", "no",
        ];
        await server.StartAsync([.. words, .. here, .. words.Any(word => word.EndsWith("cluster.conf", StringComparison.Ordinal)) ? new[] { "--cluster-announce-ip", server.Host } : []]);
        return server;
    }

    /// <summary>Starts a service whose command is a script of ours.</summary>
    public async Task StartScriptAsync(string service, params (string Name, string Value)[] variables)
    {
        var server = _servers[service];
        var words = Compose.Services[service].Command;
        Assert.Equal("sh", words[0]);
        var isSentinel = Path.GetFileName(words[1]) == "start-sentinel.sh";
        var conf = Copy(isSentinel ? "sentinel.conf" : "node.conf", server);
        string[] here = [$"port {server.Port}", $"bind {server.Host}", $"dir {server.Folder}", $"unixsocket {server.SocketPath}", "protected-mode no"];
        // Whoever connects on this machine comes from 127.0.0.1, whatever address he has.
        if (isSentinel) here = [.. here, $"sentinel announce-ip {server.Host}"];
        await File.AppendAllLinesAsync(conf, here);
        (string, string)[] own =
        [
            ("CONF", conf), ("DATA", server.Folder), ("PORT", server.Port.ToString(CultureInfo.InvariantCulture)), ("AUTH", SecretPath("redis_sentinel")),
        ];
        await server.StartAsync(["sh", Deployment.PathOf("redis/" + Path.GetFileName(words[1]))], [.. own, .. variables]);
    }

    /// <summary>Starts the shop with the variables of the service web.</summary>
    public Task<ShopProcess> StartShopAsync(params (string Name, string Value)[] more)
    {
        var variables = Compose.Services["web"].Variables.ToDictionary(pair => pair.Key, pair => pair.Value is { } text ? Here(text) : null);
        foreach (var (name, value) in more) variables[name] = value;
        return ShopProcess.StartAsync(AppContext.BaseDirectory, variables);
    }

    /// <summary>A text of a compose or settings file with the paths and addresses of this machine.</summary>
    public string Here(string text)
    {
        foreach (var (named, address) in _addresses) text = text.Replace(named, address, StringComparison.Ordinal).Replace(named.Replace(':', ' '), address.Replace(':', ' '), StringComparison.Ordinal);
        foreach (var secret in Compose.Secrets.Keys.OrderByDescending(name => name.Length)) text = text.Replace("/run/secrets/" + secret, SecretPath(secret), StringComparison.Ordinal);
        return text;
    }

    public string SecretText(string file) => File.ReadAllText(_place.PathOf("secrets/" + file)).Trim();

    public string SecretPath(string secret) =>
        Compose.Secrets.TryGetValue(secret, out var path) ? Path.Combine(_place.Path, Path.GetRelativePath(Deployment.Folder, path)) : "";

    /// <summary>What the servers refused to a user.</summary>
    public async Task<string> RefusedAsync()
    {
        var refused = new List<string>();
        foreach (var server in _servers.Values)
            if (await server.CallAsync("ACL", "LOG") is object?[] entries) refused.AddRange(entries.Select(entry => $"{server.Name}: {string.Join(' ', (object?[])entry!)}"));
        return string.Join('\n', refused);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers.Values) await server.DisposeAsync();
        foreach (var port in _ports) port.Dispose();
        _place.Dispose();
    }

    private string Copy(string file, LocalServer server)
    {
        var copy = Path.Combine(Directory.CreateDirectory(_place.PathOf($"{server.Name}-files")).FullName, file);
        File.WriteAllText(copy, Here(File.ReadAllText(Deployment.PathOf("redis/" + file))).Replace("dir /data", $"dir {server.Folder}", StringComparison.Ordinal));
        return copy;
    }
}
