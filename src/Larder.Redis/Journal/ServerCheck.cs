using System.Globalization;
using Larder.Journal;
using Larder.Resp;
using Larder.Resp.Client;
using Larder.Resp.Commands;
using Larder.Tiers;

namespace Larder.Redis.Journal;

/// <summary>Whether the servers keep what the settings promise: they must not evict the journal, and write it to their disks if that is promised.</summary>
internal sealed class ServerCheck(RespClient client, JournalSettings settings, JournalNotes notes)
{
    /// <exception cref="JournalRefusedException">They would lose writes.</exception>
    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        foreach (var node in client.Nodes)
        {
            if (await DescribeAsync(node.Commands, "memory", cancellationToken).ConfigureAwait(false) is { } memory) CheckPolicy(EvictionPolicy.Read(memory));
            if (settings.Durability == WriteDurability.Memory) continue;
            if (await DescribeAsync(node.Commands, "persistence", cancellationToken).ConfigureAwait(false) is { } persistence) CheckFile(persistence);
            await NoteSyncAsync(node.Commands, cancellationToken).ConfigureAwait(false);
        }

        await CheckShardsAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The journal's keys have no end, so policies that evict what ends leave it alone.</summary>
    private static void CheckPolicy(EvictionPolicy policy)
    {
        if (!policy.Name.StartsWith("allkeys-", StringComparison.Ordinal)) return;
        throw new JournalRefusedException(
            "LAR502",
            $"Redis may evict the journal of write-behind: its maxmemory-policy is {policy.Name}. Type: CONFIG SET maxmemory-policy volatile-lru (entries of the cache are evicted then, the journal is not), and set it in redis.conf; or give write-behind a server of its own.");
    }

    /// <summary>Null, and a warning, where the user may not ask.</summary>
    private async ValueTask<string?> DescribeAsync(IRespExecutor node, string section, CancellationToken cancellationToken)
    {
        try
        {
            return await node.DescribeAsync(section, cancellationToken).ConfigureAwait(false);
        }
        catch (RespServerException refused) when (refused.Code is "NOPERM" or "ERR")
        {
            notes.Unknown(settings.Durability, refused.Message);
            return null;
        }
    }

    /// <exception cref="TierException">It does not tell yet.</exception>
    private void CheckFile(string persistence)
    {
        // While it reads its file, a server says that it keeps none.
        if (persistence.Contains("\nloading:1", StringComparison.Ordinal)) throw new TierException(TierFailure.Unreachable, "Redis is reading its file.");
        if (persistence.Contains("aof_enabled:1", StringComparison.Ordinal)) return;
        if (!persistence.Contains("aof_enabled:0", StringComparison.Ordinal))
        {
            notes.Unknown(settings.Durability, "INFO persistence does not tell of aof_enabled.");
            return;
        }

        throw new JournalRefusedException(
            "LAR503",
            $"Redis keeps no file of what is written, so acknowledged writes would not survive its end, as {settings.Durability} promises. Type: CONFIG SET appendonly yes, and set it in redis.conf; or choose WriteDurability.Memory.");
    }

    // Managed servers refuse the question, and the right to ask it is more than a journal needs: then the guide has to do.
    private async ValueTask NoteSyncAsync(IRespExecutor node, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await node.ExecuteAsync(new Command("CONFIG").Arg("GET").Arg("appendfsync"), Replies.Fields, cancellationToken).ConfigureAwait(false);
            if (answer.TryGetValue("appendfsync", out var when) && when.AsSpan().SequenceEqual("no"u8)) notes.Unsynced();
        }
        catch (RespServerException refused) when (refused.Code is "NOPERM" or "ERR")
        {
        }
    }

    // Another number of shards looks for a key in another place than where its pending write is.
    private async ValueTask CheckShardsAsync(CancellationToken cancellationToken)
    {
        var key = JournalKeys.Settings(settings.Prefix);
        var wanted = settings.Shards.ToString(CultureInfo.InvariantCulture);
        await client.ExecuteAsync(new Command("SET").Key(key).Arg(wanted).Arg("NX"), Replies.IsOk, cancellationToken).ConfigureAwait(false);
        var found = await client.ExecuteAsync(new Command("GET").Key(key), Replies.Text, cancellationToken).ConfigureAwait(false);
        if (found == wanted) return;
        throw new JournalRefusedException(
            "LAR504",
            $"The journal has {found} shards, and the settings say {wanted}. Set Shards to {found}; or, when the journal is empty and no instance runs, delete the key \"{key.Replace("\u001f", "\\x1f", StringComparison.Ordinal)}\".");
    }
}
