using System.Net;
using System.Runtime.CompilerServices;

namespace Larder.Resp.Configuration;

/// <summary>Where the servers are, who we are for them, and how long to wait. What is not set has a default; an address sets the rest.</summary>
public sealed record RespOptions
{
    /// <summary>How the servers stand to each other. Default: one server.</summary>
    public RespDeployment Deployment { get; init; }

    /// <summary>Servers, sentinels or nodes of a cluster: a DnsEndPoint, an IPEndPoint or a UnixDomainSocketEndPoint.</summary>
    public IReadOnlyList<EndPoint> EndPoints { get; init; } = [];

    /// <summary>The name under which the sentinels know the primary. Needed with sentinels.</summary>
    public string? MasterName { get; init; }

    /// <summary>The ACL user. Null: the default user.</summary>
    public string? User { get; init; }

    /// <summary>The password. It can be set and not be read, and is in no text.</summary>
    public string? Password { internal get; init; }

    /// <summary>A file with the password and nothing else. It is read for each connection, so a new password needs no restart.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>Asked for user and password at each connection: for passwords that change and tokens that expire. Goes before the other three.</summary>
    public RespCredentialsSource? Credentials { get; init; }

    /// <summary>
    /// How often a connection that is up asks for its credentials again and, if they changed, logs in with them. Default: a minute. Only a
    /// <see cref="PasswordFile"/> or <see cref="Credentials"/> can change.
    /// </summary>
    public TimeSpan CredentialsEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The ACL user for the sentinels. Null: their default user.</summary>
    public string? SentinelUser { get; init; }

    /// <summary>The password for the sentinels. Null: none is sent to them. It can be set and not be read.</summary>
    public string? SentinelPassword { internal get; init; }

    /// <summary>TLS, to sentinels too. Null: none.</summary>
    public RespTlsOptions? Tls { get; init; }

    /// <summary>The database. Default 0; a cluster has no other.</summary>
    public int Database { get; init; }

    /// <summary>Who answers reads. Default: the primary.</summary>
    public ReadPreference Reads { get; init; }

    /// <summary>What CLIENT LIST shows. Null: no name is set. No spaces.</summary>
    public string? ClientName { get; init; }

    /// <summary>How long a connection may take, with its handshake. Default 2 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a command may take. Default 1 s.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a connection may be silent before it is asked whether it lives; after three times that it is closed. Default 5 s.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What a reply may be at most.</summary>
    public RespLimits Limits { get; init; } = RespLimits.Default;

    /// <summary>Accepted for those who come from a pool; one connection carries many commands at once, so few are ever opened (LAR216).</summary>
    public int? PoolSize { get; init; }

    /// <summary>What is worth knowing about the options, though they can be used: log it at start. It holds no secret.</summary>
    public IReadOnlyList<RespRemark> Remarks => [.. Found, .. OptionsCheck.Warnings(this)];

    internal IReadOnlyList<RespRemark> Found { get; init; } = [];

    /// <summary>
    /// Reads <c>redis://</c>, <c>rediss://</c>, <c>redis+sentinel://</c>, <c>redis+cluster://</c>, <c>unix://</c>, or a list as StackExchange.Redis takes
    /// it: <c>host:6379,password=…,ssl=true</c>.
    /// </summary>
    /// <exception cref="RespOptionsException">It is none of them, or it has an option that is not known.</exception>
    public static RespOptions Parse(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return AddressReader.Read(address);
    }

    /// <summary>The address, without secrets.</summary>
    public override string ToString() => AddressText.Of(this);

    /// <summary>The same object: options hold secrets, and those are not compared.</summary>
    public bool Equals(RespOptions? other) => ReferenceEquals(this, other);

    /// <summary>Of the object.</summary>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
