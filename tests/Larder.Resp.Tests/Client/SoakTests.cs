using Larder.Resp.Client;
using Larder.Resp.Commands;
using Larder.Support;

namespace Larder.Resp.Tests.Client;

/// <summary>
/// Many callers, each of whom knows which reply is its own, while commands are cancelled and time out and connections die. A long run:
/// LARDER_SOAK=1000000; another seed: LARDER_SEED.
/// </summary>
public class SoakTests
{
    private const int Callers = 64;

    [Fact]
    public async Task No_reply_reaches_another_caller_and_no_task_hangs()
    {
        var operations = int.Parse(Environment.GetEnvironmentVariable("LARDER_SOAK") ?? "40000");
        var seed = int.Parse(Environment.GetEnvironmentVariable("LARDER_SEED") ?? "17");
        await using var server = await RedisServer.StartAsync();
        await using var proxy = TcpProxy.To(server.Port);
        await using var redis = await RespClient.ConnectAsync(Clients.Options($"redis://127.0.0.1:{proxy.Port}") with { CommandTimeout = TimeSpan.FromMilliseconds(250) });
        var tally = new SoakTally();
        using var over = new CancellationTokenSource();
        var trouble = TroubleAsync(server, proxy, new Random(seed), over.Token);

        var callers = Enumerable.Range(0, Callers).Select(caller => Task.Run(() => CallAsync(redis, new Random(seed + caller), operations / Callers, tally))).ToArray();
        await Task.WhenAll(callers).WaitAsync(TimeSpan.FromSeconds(60 + (operations / 500)));
        await over.CancelAsync();
        await trouble;

        Assert.Equal(0, tally.Wrong);
        Assert.True(tally.Answered > operations / 4, tally.ToString());
        Assert.True(tally.Cancelled > 0 && tally.Lost > 0, tally.ToString());
    }

    private static async Task CallAsync(RespClient redis, Random random, int times, SoakTally tally)
    {
        for (var time = 0; time < times; time++)
        {
            var word = $"{random.NextInt64():x}{new string('p', random.Next(0, random.Next(0, 5000)))}";
            using var cancellation = random.Next(10) == 0 ? new CancellationTokenSource(TimeSpan.FromMilliseconds(random.Next(0, 5))) : null;
            try
            {
                var answer = await redis.ExecuteAsync(new Command("ECHO").Arg(word), Replies.Text, cancellation?.Token ?? CancellationToken.None);
                tally.Answer(answer == word);
            }
            catch (OperationCanceledException)
            {
                tally.Cancel();
            }
            catch (RespException failure) when (failure is RespConnectionException or RespTimeoutException)
            {
                tally.Lose();
                await Task.Delay(random.Next(1, 10));
            }
        }
    }

    private static async Task TroubleAsync(RedisServer server, TcpProxy proxy, Random random, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            switch (random.Next(5))
            {
                case 0: proxy.Reset(); break;
                case 1: proxy.HalfClose(); break;
                case 2: await server.CallAsync("CLIENT", "KILL", "TYPE", "normal"); break;
                case 3: await server.CallAsync("CLIENT", "PAUSE", random.Next(1, 400).ToString(), "ALL"); break;
                default:
                    server.Suspend();
                    await Task.Delay(random.Next(1, 400), CancellationToken.None);
                    server.Resume();
                    break;
            }
            await Task.Delay(random.Next(100, 500), over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
