using Larder.Resp.Connections;

namespace Larder.Resp.Tests.Connections;

public sealed class EarlierLossTests
{
    [Fact]
    public async Task A_command_that_may_have_run_once_is_never_told_to_be_unsent()
    {
        var pending = PendingDecoded<bool>.Rent(new Command("PING"), Handshake.Anything, CancellationToken.None);
        pending.EarlierLoss = new RespConnectionException("It was lost.", Delivery.MaybeExecuted);

        pending.Fail(new RespConnectionException("There is no connection.", Delivery.NotSent));

        var told = await Assert.ThrowsAsync<RespConnectionException>(async () => await pending.Task);
        Assert.Equal(Delivery.MaybeExecuted, told.Delivery);
    }

    [Fact]
    public async Task A_command_that_was_never_sent_is_told_so()
    {
        var pending = PendingDecoded<bool>.Rent(new Command("PING"), Handshake.Anything, CancellationToken.None);

        pending.Fail(new RespConnectionException("There is no connection.", Delivery.NotSent));

        var told = await Assert.ThrowsAsync<RespConnectionException>(async () => await pending.Task);
        Assert.Equal(Delivery.NotSent, told.Delivery);
    }
}
