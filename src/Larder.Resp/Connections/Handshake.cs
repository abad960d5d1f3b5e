using Larder.Resp.Protocol;

namespace Larder.Resp.Connections;

/// <summary>
/// What is said before the first command, in one write: HELLO 3 with the password and the name, the library's name, the database, and what the
/// options add. A server that knows no HELLO is spoken with in RESP2.
/// </summary>
internal static class Handshake
{
    /// <summary>For replies of which only success matters.</summary>
    public static Reply<bool> Anything { get; } = new DecodedReply<bool>((ref _) => true);

    private static Reply<ServerFacts> Facts { get; } = new DecodedReply<ServerFacts>(ReadFacts);

    public static async ValueTask<ServerFacts> GreetAsync(RespConnection connection, CancellationToken cancellationToken)
    {
        var options = connection.Options;
        var credentials = options.Credentials is null ? null : await options.Credentials(cancellationToken).ConfigureAwait(false);
        try
        {
            var facts = options.Protocol == ProtocolChoice.Resp3
                ? await HelloAsync(connection, credentials, cancellationToken).ConfigureAwait(false)
                : await OldGreetingAsync(connection, credentials, cancellationToken).ConfigureAwait(false);
            await SettleAsync(connection, cancellationToken).ConfigureAwait(false);
            return facts;
        }
        catch (RespServerException refused) when (refused.Code is "WRONGPASS" or "NOAUTH" || refused.Error.Contains("invalid password", StringComparison.OrdinalIgnoreCase))
        {
            throw FailureText.NotLoggedIn(refused.Error, credentials?.User, options);
        }
    }

    private static async ValueTask<ServerFacts> HelloAsync(RespConnection connection, RespCredentials? credentials, CancellationToken cancellationToken)
    {
        var hello = new Command("HELLO").Arg(3);
        if (credentials is not null) hello = hello.Arg("AUTH").Arg(credentials.User ?? "default").Arg(credentials.Password);
        if (connection.Options.ClientName is { } name) hello = hello.Arg("SETNAME").Arg(name);
        try
        {
            return await connection.ExecuteAsync(hello, Facts, cancellationToken).ConfigureAwait(false);
        }
        catch (RespServerException unknown) when (unknown.Code is "NOPROTO" or "ERR" && !unknown.Error.Contains("AUTH", StringComparison.Ordinal))
        {
            return await OldGreetingAsync(connection, credentials, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async ValueTask<ServerFacts> OldGreetingAsync(RespConnection connection, RespCredentials? credentials, CancellationToken cancellationToken)
    {
        connection.Speak(2);
        if (credentials is not null)
        {
            var auth = new Command("AUTH");
            if (credentials.User is { } user) auth = auth.Arg(user);
            await connection.ExecuteAsync(auth.Arg(credentials.Password), Anything, cancellationToken).ConfigureAwait(false);
        }
        if (connection.Options.ClientName is { } name)
            await TryAsync(connection, new Command("CLIENT SETNAME").Arg(name), cancellationToken).ConfigureAwait(false);
        return ServerFacts.Unknown;
    }

    // Sent in one go; the greeting's answers are looked at in order, as the first that fails says most.
    private static async ValueTask SettleAsync(RespConnection connection, CancellationToken cancellationToken)
    {
        var options = connection.Options;
        var library = TryAsync(connection, new Command("CLIENT SETINFO").Arg("LIB-NAME").Arg("Larder.Resp"), cancellationToken);
        List<Task> steps = [];
        if (options.Database != 0) steps.Add(connection.ExecuteAsync(new Command("SELECT").Arg(options.Database), Anything, cancellationToken).AsTask());
        foreach (var command in options.Greeting) steps.Add(connection.ExecuteAsync(command, Anything, cancellationToken).AsTask());
        foreach (var step in steps) await step.ConfigureAwait(false);
        await library.ConfigureAwait(false);
        if (options.Credentials is null && options.Protocol == ProtocolChoice.Resp2 && steps.Count == 0)
            await connection.ExecuteAsync(new Command("PING"), Anything, cancellationToken).ConfigureAwait(false);
    }

    // Older servers, and users who may not, answer with an error; they lack a convenience.
    private static async Task TryAsync(RespConnection connection, Command command, CancellationToken cancellationToken)
    {
        try
        {
            await connection.ExecuteAsync(command, Anything, cancellationToken).ConfigureAwait(false);
        }
        catch (RespServerException refused) when (refused.Code != "NOAUTH")
        {
            return;
        }
    }

    private static ServerFacts ReadFacts(ref RespReader reader)
    {
        var facts = ReplyReader.Read(ref reader).Items;
        return new ServerFacts(
            (int)(Find(facts, "proto")?.AsInt64() ?? 2), Text("server"), Text("version"), Text("mode"), Text("role"), Find(facts, "id")?.AsInt64() ?? 0);

        string Text(string name) => Find(facts, name)?.AsString() ?? "";
    }

    private static RespValue? Find(IReadOnlyList<RespValue> facts, string name)
    {
        for (var index = 0; index + 1 < facts.Count; index += 2)
            if (facts[index].AsString() == name) return facts[index + 1];
        return null;
    }
}
