using System.Net;
using Larder.Resp.Connections;

namespace Larder.Resp.Topology.Tests.Topology;

public class SlotMapTests
{
    private static readonly ConnectionKeeper A = Keeper(1), B = Keeper(2), C = Keeper(3);

    [Fact]
    public void A_slot_belongs_to_the_node_of_its_range()
    {
        var map = Map();

        Assert.Same(A, map.Of(0)!.Primary);
        Assert.Same(A, map.Of(8000)!.Primary);
        Assert.Same(B, map.Of(8001)!.Primary);
        Assert.Null(map.Of(16383));
        Assert.Equal([A, B], map.Primaries);
        Assert.Equal(7, map.Epoch);
    }

    [Fact]
    public void A_moved_slot_moves_alone_and_the_old_map_stays()
    {
        var map = Map();

        var moved = map.Moved(5, C);

        Assert.Same(C, moved.Of(5)!.Primary);
        Assert.Same(A, moved.Of(6)!.Primary);
        Assert.Same(A, map.Of(5)!.Primary);
        Assert.Same(moved, moved.Moved(5, C));
        Assert.False(moved.HasSameOwners(map));
        Assert.True(moved.Moved(5, A).HasSameOwners(map));
        Assert.Equal([A, B, C], moved.Primaries);
    }

    [Fact]
    public void Ranges_are_read_and_nonsense_among_them_is_left_out()
    {
        var asked = new DnsEndPoint("seed", 7);
        var reply = List(
            List(RespValue.Of(0), RespValue.Of(100), Node("127.0.0.1", 1), Node("127.0.0.1", 2)),
            List(RespValue.Of(101), RespValue.Of(16383), List(RespValue.Null, RespValue.Of(3))),
            List(RespValue.Of(5), RespValue.Of(16384), Node("127.0.0.1", 1)),
            List(RespValue.Of(9), RespValue.Of(3), Node("127.0.0.1", 1)),
            List(RespValue.Of(9)), RespValue.Of("?"));

        var ranges = SlotRange.ReadAll(reply, asked);

        Assert.Equal([(0, 100), (101, 16383)], ranges.Select(range => (range.First, range.Last)));
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 1), ranges[0].Primary);
        Assert.Equal([new IPEndPoint(IPAddress.Loopback, 2)], ranges[0].Replicas);
        Assert.Equal(new DnsEndPoint("seed", 3), ranges[1].Primary);
    }

    private static SlotMap Map()
    {
        var (first, second) = (new IPEndPoint(IPAddress.Loopback, 1), new IPEndPoint(IPAddress.Loopback, 2));
        SlotRange[] ranges = [new(0, 8000, first, []), new(8001, 16382, second, [])];
        return SlotMap.Of(ranges, 7, range => new(range.Primary.Equals(first) ? A : B, []));
    }

    private static ConnectionKeeper Keeper(int port) => new(new ConnectionOptions { EndPoint = new IPEndPoint(IPAddress.Loopback, port) }, null, null);

    private static RespValue List(params RespValue[] items) => RespValue.Of(RespKind.List, items);

    private static RespValue Node(string host, int port) => List(RespValue.Of(System.Text.Encoding.ASCII.GetBytes(host)), RespValue.Of(port));
}
