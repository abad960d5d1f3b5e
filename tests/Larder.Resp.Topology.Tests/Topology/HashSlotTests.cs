using System.Text;

namespace Larder.Resp.Topology.Tests.Topology;

public class HashSlotTests
{
    // What a real server's CLUSTER KEYSLOT says; ClusterTests holds a thousand more against one.
    [Theory]
    [InlineData("123456789", 12739)]
    [InlineData("foo", 12182)]
    [InlineData("", 0)]
    [InlineData("{user1000}.following", 3443)]
    [InlineData("{user1000}.followers", 3443)]
    [InlineData("foo{}{bar}", 8363)]
    [InlineData("foo{{bar}}zap", 4015)]
    [InlineData("foo{bar}{zap}", 5061)]
    public void A_key_has_its_slot_however_it_is_given(string key, int slot)
    {
        var bytes = Encoding.UTF8.GetBytes(key);

        Assert.Equal(slot, HashSlot.Of(bytes));
        Assert.Equal(slot, HashSlot.Of(Argument.KeyOf(key)));
        Assert.Equal(slot, HashSlot.Of(Argument.KeyOf((ReadOnlyMemory<byte>)bytes)));
    }

    [Fact]
    public void A_long_key_has_the_slot_of_its_bytes()
    {
        var key = new string('é', 5000);

        Assert.Equal(HashSlot.Of(Encoding.UTF8.GetBytes(key)), HashSlot.Of(Argument.KeyOf(key)));
    }
}
