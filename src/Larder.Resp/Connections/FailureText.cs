using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Larder.Resp.Connections;

/// <summary>What went wrong, in words: the fact, where, and what to do. No argument and no secret is in any of them.</summary>
internal static class FailureText
{
    public static string Name(EndPoint endPoint) => endPoint switch
    {
        DnsEndPoint name => $"{name.Host}:{name.Port.ToString(CultureInfo.InvariantCulture)}",
        _ => endPoint.ToString() ?? "",
    };

    public static RespServerException Refused(string error, in Command command, ConnectionOptions options) => new(error, error.Split(' ', 2)[0] switch
    {
        "NOPERM" => $"LAR203 The server at {Name(options.EndPoint)} does not allow {command.Name}: {error}. The ACL of the connection's user lacks the command, the key or the channel.",
        "NOAUTH" => $"LAR203 The server at {Name(options.EndPoint)} asks for a password, and none was given for {command.Name}: {error}",
        _ => $"{error} (in answer to {command.Name})",
    });

    public static RespServerException NotLoggedIn(string error, string? user, ConnectionOptions options) => new(
        error, $"LAR203 The server at {Name(options.EndPoint)} rejected the password of user \"{user ?? "default"}\": {error}");

    /// <summary>No connection could be made.</summary>
    public static RespConnectionException NotConnected(ConnectionOptions options, Exception cause) => new(
        cause switch
        {
            SocketException { SocketErrorCode: SocketError.ConnectionRefused } =>
                $"LAR201 The server at {Name(options.EndPoint)} refused the connection. Is it running, and is the port right?",
            SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } =>
                $"LAR201 The name of {Name(options.EndPoint)} is not known to this machine.",
            OperationCanceledException or TimeoutException =>
                $"LAR201 The server at {Name(options.EndPoint)} did not finish the greeting within {Seconds(options.ConnectTimeout)}. It hangs, or nothing answers at that address.",
            // A server that wants a client's certificate lets the handshake of TLS 1.3 succeed, and only then says so.
            IOException when options.Secure is not null =>
                $"LAR204 The server at {Name(options.EndPoint)} ended the connection once TLS was agreed on: {cause.GetBaseException().Message} Does it want a client certificate? certFile= and keyFile= name one.",
            System.Security.Authentication.AuthenticationException =>
                $"LAR204 TLS with the server at {Name(options.EndPoint)} failed: {cause.Message}",
            RespProtocolException => $"LAR201 What answers at {Name(options.EndPoint)} is no Redis: {cause.Message}",
            _ => $"LAR201 There is no connection to {Name(options.EndPoint)}: {cause.Message}",
        },
        Delivery.NotSent, cause) { EndPoint = options.EndPoint };

    /// <summary>A command's connection has ended.</summary>
    public static RespConnectionException Lost(ConnectionOptions options, string command, Delivery delivery, Exception? cause) => new(
        $"The connection to {Name(options.EndPoint)} was {(cause is null ? "closed" : "lost")}{(cause is null ? "" : $" ({cause.Message})")}; {command} "
        + (delivery == Delivery.NotSent ? "was not sent." : "may have run."),
        delivery, cause) { EndPoint = options.EndPoint };

    public static string Seconds(TimeSpan time) => time.TotalSeconds < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s");
}
