using System.Collections.Frozen;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Larder.Resp.Configuration;

/// <summary>The options of an address by name, in the spellings of several clients: case, _ and - do not matter.</summary>
internal static class OptionTable
{
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly FrozenDictionary<string, Action<OptionsDraft, string>> Setters = Build();

    public static string Normal(string name) => name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    public static bool Knows(string name) =>
        Setters.ContainsKey(Normal(name)) || ForeignOptions.WithoutEffect.ContainsKey(Normal(name)) || ForeignOptions.Refused.ContainsKey(Normal(name));

    public static void Apply(OptionsDraft draft, string name, string value)
    {
        var normal = Normal(name);
        if (Setters.GetValueOrDefault(normal) is { } set) set(draft, value);
        else if (ForeignOptions.WithoutEffect.GetValueOrDefault(normal) is { } why) draft.Remark("LAR213", $"{name}= has no effect here: {why}.");
        else if (ForeignOptions.Refused.GetValueOrDefault(normal) is { } instead) draft.RefuseOption($"{name}= is not supported: {instead}.");
        else if (name.StartsWith('$')) draft.RefuseOption("Commands that are renamed with $NAME= are not supported.");
        else draft.RefuseOption(Unknown(name, normal));
    }

    private static string Unknown(string name, string normal) => NearestWord.To(normal, Setters.Keys) is { } near
        ? $"{name}= is not a known option. Did you mean {near}= ?"
        : $"{name}= is not a known option. Known are db, user, password, passwordFile, tls, caFile, certFile, keyFile, serverName, verify, connectTimeout, "
            + "commandTimeout, keepAlive, clientName and what docs/guide/redis-connections.md lists.";

    private static FrozenDictionary<string, Action<OptionsDraft, string>> Build()
    {
        var table = new Dictionary<string, Action<OptionsDraft, string>>();
        Add("db database defaultdatabase", Number("database", static (options, number) => options with { Database = number }));
        Add("user username", Text(static (options, text) => options with { User = text }));
        Add("password", static (draft, value) => SetPassword(draft, value));
        Add("passwordfile", Text(static (options, text) => options with { PasswordFile = text }));
        Add("sentineluser sentinelusername", Text(static (options, text) => options with { SentinelUser = text }));
        Add("sentinelpassword", Text(static (options, text) => options with { SentinelPassword = text }));
        Add("servicename mastername", static (draft, value) =>
            draft.Options = draft.Options with { MasterName = value, Deployment = RespDeployment.Sentinel });
        Add("cluster", Flag(static (draft, on) => draft.Options = draft.Options with { Deployment = on ? RespDeployment.Cluster : draft.Options.Deployment }));
        Add("name clientname", Text(static (options, text) => options with { ClientName = text }));
        Add("connecttimeout", Time(Millisecond, static (options, time) => options with { ConnectTimeout = time }));
        Add("socketconnecttimeout", Time(Second, static (options, time) => options with { ConnectTimeout = time }));
        Add("asynctimeout synctimeout", Time(Millisecond, static (options, time) => options with { CommandTimeout = time }));
        Add("sockettimeout", Time(Second, static (options, time) => options with { CommandTimeout = time }));
        Add("commandtimeout timeout", Time(null, static (options, time) => options with { CommandTimeout = time }));
        Add("keepalive", Time(Second, static (options, time) => options with { KeepAlive = time }));
        Add("maxconnections poolsize maxpoolsize minpoolsize", Number("pool's size", static (options, number) => options with { PoolSize = number }));
        Add("reads readfrom", static (draft, value) => SetReads(draft, value));
        AddTls();
        return table.ToFrozenDictionary();

        void AddTls()
        {
            Add("ssl tls", Flag(static (draft, on) => draft.WantsTls = on));
            Add("sslhost servername sni", Tls(static (tls, text) => tls with { ServerName = text }));
            Add("cafile sslcacerts", Tls(static (tls, text) => tls with { CaFile = text }));
            Add("certfile sslcertfile", Tls(static (tls, text) => tls with { CertificateFile = text }));
            Add("keyfile sslkeyfile", Tls(static (tls, text) => tls with { KeyFile = text }));
            Add("checkcertificaterevocation", Flag(static (draft, on) =>
                draft.Tls = draft.Tls with { Revocation = on ? X509RevocationMode.Online : X509RevocationMode.NoCheck }));
            Add("sslcheckhostname", Flag(static (draft, on) => Verify(draft, on ? TlsVerification.Full : TlsVerification.AuthorityOnly)));
            Add("verify sslcertreqs", static (draft, value) => SetVerification(draft, value));
            Add("sslprotocols", static (draft, value) => SetProtocols(draft, value));
        }

        void Add(string names, Action<OptionsDraft, string> set)
        {
            foreach (var name in names.Split(' ')) table[name] = set;
        }
    }

    private static Action<OptionsDraft, string> Text(Func<RespOptions, string, RespOptions> set) =>
        (draft, value) => draft.Options = value.Length > 0 ? set(draft.Options, value) : draft.Options;

    private static Action<OptionsDraft, string> Tls(Func<RespTlsOptions, string, RespTlsOptions> set) =>
        (draft, value) => draft.Tls = value.Length > 0 ? set(draft.Tls, value) : draft.Tls;

    private static Action<OptionsDraft, string> Number(string what, Func<RespOptions, int, RespOptions> set) => (draft, value) =>
    {
        if (OptionText.Number(value) is { } number) draft.Options = set(draft.Options, number);
        else draft.Refuse($"The {what} is not a number.");
    };

    private static Action<OptionsDraft, string> Flag(Action<OptionsDraft, bool> set) => (draft, value) =>
    {
        if (OptionText.Flag(value) is { } on) set(draft, on);
        else draft.Refuse("An option that is on or off is neither true nor false.");
    };

    private static Action<OptionsDraft, string> Time(TimeSpan? unit, Func<RespOptions, TimeSpan, RespOptions> set) => (draft, value) =>
    {
        if (OptionText.Duration(value, unit) is { } time) draft.Options = set(draft.Options, time);
        else draft.Refuse("A time to wait is none: write 250ms, 5s or 1m.");
    };

    private static void SetPassword(OptionsDraft draft, string value)
    {
        if (draft.PasswordSetBy is not null) draft.Contradict("The address has two passwords. Leave one of them out.");
        if (value.Length == 0) return;
        draft.PasswordSetBy = "password=";
        draft.Options = draft.Options with { Password = value };
    }

    private static void SetReads(OptionsDraft draft, string value)
    {
        if (Enum.TryParse<ReadPreference>(value, ignoreCase: true, out var reads) && !char.IsAsciiDigit(value[0])) draft.Options = draft.Options with { Reads = reads };
        else draft.Refuse("reads= is neither primary nor replica.");
    }

    private static void Verify(OptionsDraft draft, TlsVerification verification) => draft.Tls = draft.Tls with { Verification = verification };

    private static void SetVerification(OptionsDraft draft, string value)
    {
        switch (value.ToLowerInvariant())
        {
            case "full" or "required" or "true": break;   // what sslCheckHostname= said before stays
            case "ca" or "authority": Verify(draft, TlsVerification.AuthorityOnly); break;
            case "none" or "false" or "optional": Verify(draft, TlsVerification.None); break;
            default: draft.Refuse("verify= is none of full, ca and none."); break;
        }
    }

    private static void SetProtocols(OptionsDraft draft, string value)
    {
        var protocols = SslProtocols.None;
        foreach (var word in value.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!Enum.TryParse<SslProtocols>(word, ignoreCase: true, out var one)) draft.Refuse("sslProtocols= has a version that is not known: write tls12|tls13.");
            protocols |= one;
        }
        draft.Tls = draft.Tls with { Protocols = protocols };
    }
}
