using System.Net;

namespace Larder.Resp.Configuration;

/// <summary>What cannot be used, and what can but is worth a word.</summary>
internal static class OptionsCheck
{
    private const string Address = "LAR211";
    private const string Contradiction = "LAR212";

    /// <exception cref="RespOptionsException">The options cannot be used.</exception>
    public static RespOptions Checked(this RespOptions options)
    {
        RespRemark[] problems = [.. Problems(options)];
        return problems.Length == 0 ? options : throw new RespOptionsException(problems);
    }

    public static IEnumerable<RespRemark> Warnings(RespOptions options)
    {
        if (options.PoolSize is not null)
            yield return new("LAR216", "A pool size is accepted and not needed: one connection carries many commands at once, so few are ever opened.");
        if (options.Tls is { Verification: TlsVerification.None })
            yield return new(
                "LAR217", "The server's certificate is not checked: who sits on the network can read the password and all data. Name your authority with caFile= instead.");
    }

    private static IEnumerable<RespRemark> Problems(RespOptions options) => [.. Places(options), .. Numbers(options), .. Secrets(options)];

    private static IEnumerable<RespRemark> Places(RespOptions options)
    {
        if (options.EndPoints.Count == 0) yield return new(Address, "No endpoint is named.");
        if (options.EndPoints.FirstOrDefault(static end => end is not (DnsEndPoint or IPEndPoint or System.Net.Sockets.UnixDomainSocketEndPoint)) is { } odd)
            yield return new(Address, $"{odd.GetType().Name} is no kind of endpoint that can be used.");
        if (options.Deployment == RespDeployment.Sentinel && string.IsNullOrEmpty(options.MasterName))
            yield return new(Address, "The name of the master is missing. Write redis+sentinel://host:26379/mymaster");
        if (options.Deployment == RespDeployment.Cluster && options.Database != 0) yield return new(Address, "A cluster has the database 0 only.");
        if (options.ClientName is { } name && name.Any(static letter => letter is <= ' ' or > '~'))
            yield return new(Address, "The client's name has a letter that the server does not take: only ! to ~, no spaces.");
    }

    private static IEnumerable<RespRemark> Numbers(RespOptions options)
    {
        if (options.Database < 0) yield return new(Address, "The database is less than 0.");
        if (options.ConnectTimeout <= TimeSpan.Zero || options.CommandTimeout <= TimeSpan.Zero || options.KeepAlive <= TimeSpan.Zero)
            yield return new(Address, "A time to wait is not more than 0.");
        if (options.CredentialsEvery < TimeSpan.FromSeconds(1)) yield return new(Address, "Credentials are asked for more often than each second.");
    }

    private static IEnumerable<RespRemark> Secrets(RespOptions options)
    {
        if (options.Password is not null && options.PasswordFile is not null)
            yield return new(Contradiction, "There is a password and a file with one. Leave one of the two out.");
        if (options.Tls is { KeyFile: not null, CertificateFile: null })
            yield return new(Contradiction, "There is a key of a client certificate and no certificate. Name it with certFile=.");
    }
}
