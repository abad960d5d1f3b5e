using Larder.Journal;
using Larder.Support;
using Larder.Tiers;

namespace Larder.Redis.Tests.Journal;

/// <summary>A server that still reads its file: it answers INFO, and says that it keeps no file.</summary>
public sealed class LoadingServerTests
{
    private volatile string _persistence = "# Persistence\r\nloading:1\r\nasync_loading:0\r\naof_enabled:0\r\n";

    [Fact]
    public async Task A_server_that_still_reads_its_file_is_not_refused_but_asked_again()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var server = RespStub.StartRedis(Answer);
        await using var place = new JournalPlace($"redis://{server.EndPoint}");
        await using var journal = await place.OpenAsync(new JournalSettings("shop:", Shards: 2, 10, 1_000, WriteDurability.Local), cancellation);

        var loading = await Assert.ThrowsAsync<TierException>(async () => await journal.OpenAsync(cancellation));
        _persistence = "# Persistence\r\nloading:0\r\nasync_loading:0\r\naof_enabled:1\r\n";
        await journal.OpenAsync(cancellation);

        Assert.Equal(TierFailure.Unreachable, loading.Failure);
    }

    private string? Answer(StubCall call) => call.Name switch
    {
        "INFO" when call.Words[^1] == "memory" => RespStub.Bulk("# Memory\r\nmaxmemory_policy:noeviction\r\n"),
        "INFO" => RespStub.Bulk(_persistence),
        "SET" => "+OK\r\n",
        "GET" => RespStub.Bulk("2"),
        "CONFIG" => "-NOPERM User default has no permissions to run the 'config|get' command\r\n",
        _ => null,
    };
}
