using System.Globalization;
using System.Net;
using Larder.Resp.Connections;
using Larder.Resp.Protocol;

namespace Larder.Resp.Topology;

/// <summary>One sentinel: asked about the master, and heard when it announces another.</summary>
internal sealed class SentinelLink(ConnectionKeeper keeper, string masterName, TopologySignal news, Jitter jitter) : IConnectionSink
{
    private static readonly Reply<RespValue> Anything = new DecodedReply<RespValue>(ReplyReader.Read);
    private static readonly Command Announcements = new Command("SUBSCRIBE").Arg("+switch-master");

    public EndPoint EndPoint => keeper.EndPoint;

    /// <summary>Asks; what goes wrong is in the answer.</summary>
    public async Task<SentinelAnswer> AskAsync(CancellationToken cancellationToken)
    {
        var answer = new SentinelAnswer(EndPoint);
        try
        {
            await keeper.ConnectAsync(cancellationToken).ConfigureAwait(false);
            var address = await SendAsync(new Command("SENTINEL GET-MASTER-ADDR-BY-NAME").Arg(masterName), cancellationToken).ConfigureAwait(false);
            if (address.Items.Count < 2) return answer with { KnownNames = await NamesAsync(cancellationToken).ConfigureAwait(false) };
            var facts = FieldsOf(await SendAsync(new Command("SENTINEL MASTER").Arg(masterName), cancellationToken).ConfigureAwait(false));
            return answer with { Master = NodeAddress.Of(address.Items[0].AsString() ?? "", Number(address.Items[1].AsString()), EndPoint), Epoch = NumberOf(facts, "config-epoch") };
        }
        catch (RespException e)
        {
            return answer with { Failure = e };
        }
    }

    /// <summary>The other sentinels that this one knows.</summary>
    public async Task<IReadOnlyList<EndPoint>> OthersAsync(CancellationToken cancellationToken) =>
        AddressesIn(await SendAsync(new Command("SENTINEL SENTINELS").Arg(masterName), cancellationToken).ConfigureAwait(false), static _ => true);

    /// <summary>The replicas that are well, as this one sees them.</summary>
    public async Task<IReadOnlyList<EndPoint>> ReplicasAsync(CancellationToken cancellationToken) =>
        AddressesIn(await SendAsync(new Command("SENTINEL REPLICAS").Arg(masterName), cancellationToken).ConfigureAwait(false), IsWell);

    /// <summary>Follows its announcements until told to end; after each loss again, and then what was missed is asked for.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        for (var failures = 0; ; failures++)
        {
            try
            {
                await using var connection = await keeper.LeaseAsync(ConnectionUse.Subscriber, this, cancellationToken).ConfigureAwait(false);
                await connection.SubscribeAsync(Announcements, cancellationToken).ConfigureAwait(false);
                failures = 0;
                news.Raise();
                await connection.Closed.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (RespException)
            {
                // The sentinel is away: it is tried again, and asked by polling too.
            }
            await Task.Delay(keeper.Options.Reconnect.DelayAfter(failures + 1, jitter.Next()), keeper.Options.Clock, cancellationToken).ConfigureAwait(false);
        }
    }

    // Any announcement is a reason to ask; what it says is not relied on, since it says no epoch.
    void IConnectionSink.Pushed(ref RespReader push)
    {
        push.Read();
        if (push.Content.SequenceEqual("message"u8)) news.Raise();
    }

    long IConnectionSink.Answered(long sentAt) => 0;

    void IConnectionSink.Broken()
    {
    }

    private ValueTask<RespValue> SendAsync(in Command command, CancellationToken cancellationToken) => keeper.ExecuteAsync(command, Anything, cancellationToken);

    private async Task<IReadOnlyList<string>> NamesAsync(CancellationToken cancellationToken)
    {
        var masters = await SendAsync(new Command("SENTINEL MASTERS"), cancellationToken).ConfigureAwait(false);
        return [.. masters.Items.Select(static master => FieldsOf(master).GetValueOrDefault("name")).OfType<string>().Order(StringComparer.Ordinal)];
    }

    private List<EndPoint> AddressesIn(RespValue list, Func<Dictionary<string, string>, bool> isWanted) =>
    [
        .. from item in list.Items
           let fields = FieldsOf(item)
           where isWanted(fields)
           let address = NodeAddress.Of(fields.GetValueOrDefault("ip") ?? "", NumberOf(fields, "port"), EndPoint)
           where address is not null
           select address,
    ];

    private static bool IsWell(Dictionary<string, string> replica)
    {
        var flags = replica.GetValueOrDefault("flags") ?? "";
        return !flags.Contains("down", StringComparison.Ordinal) && !flags.Contains("disconnected", StringComparison.Ordinal)
            && replica.GetValueOrDefault("master-link-status") == "ok";
    }

    // A map in RESP3, a list of names and values in RESP2: the same one after the other.
    private static Dictionary<string, string> FieldsOf(RespValue map)
    {
        var fields = new Dictionary<string, string>();
        for (var i = 0; i + 1 < map.Items.Count; i += 2) fields[map.Items[i].AsString() ?? ""] = map.Items[i + 1].AsString() ?? "";
        return fields;
    }

    private static long NumberOf(Dictionary<string, string> fields, string name) => Number(fields.GetValueOrDefault(name));

    private static long Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
