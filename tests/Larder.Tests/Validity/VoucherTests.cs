using Larder.Validity;

namespace Larder.Tests.Validity;

public sealed class VoucherTests
{
    private readonly Watch _watch = new(new PositionsOnly(new ChangeStripes()));
    private readonly VersionSource _versions = new();
    private readonly MarkChanges _changes = new();

    [Fact]
    public void What_depends_on_the_same_shares_one()
    {
        MarkPin[] pins = [Pin("all"), Pin("tag")];

        var (one, two) = (Voucher.Of(_watch, 0, pins, 0), Voucher.Of(_watch, 0, [.. pins], 0));

        Assert.Same(one, two);
    }

    [Fact]
    public void Any_difference_makes_another()
    {
        var (all, tag) = (Pin("all"), Pin("tag"));
        var first = Voucher.Of(_watch, 0, [all, tag], 0);

        Voucher[] others =
        [
            Voucher.Of(_watch, 1, [all, tag], 0), Voucher.Of(_watch, 0, [all, tag], 7), Voucher.Of(_watch, 0, [tag], 0),
            Voucher.Of(new Watch(new PositionsOnly(new ChangeStripes())), 0, [all, tag], 0), Voucher.Of(_watch, 0, [Pin("other"), tag], 0),
        ];

        Assert.All(others, other => Assert.NotSame(first, other));
    }

    [Fact]
    public void It_vouches_until_the_stream_breaks_or_a_mark_is_renewed()
    {
        _watch.Prove(100);
        var pin = Pin("all");
        var voucher = Voucher.Of(_watch, _watch.Epoch, [pin], 0);

        Assert.True(voucher.Vouches(now: 150, boundMs: 50));
        Assert.False(voucher.Vouches(now: 151, boundMs: 50));
        pin.Cell.Forget();
        Assert.False(voucher.Vouches(now: 150, boundMs: 50));
        pin.Cell.Know(pin.State.Nonce, null, _watch, _watch.Epoch);
        Assert.True(voucher.Vouches(now: 150, boundMs: 50));
        pin.Cell.Know(_versions.Next(), null, _watch, _watch.Epoch);
        Assert.False(voucher.Vouches(now: 150, boundMs: 50));
    }

    [Fact]
    public void A_renewal_is_seen_as_soon_as_it_has_returned_also_by_who_was_looking_meanwhile()
    {
        _watch.Prove(long.MaxValue);

        // The first mark is renewed; all others are looked at after it, so that many looks are under way when it is.
        MarkPin[] pins = [.. Enumerable.Range(0, 500).Select(number => Pin($"tag {number}"))];
        var voucher = Voucher.Of(_watch, _watch.Epoch, pins, 0);
        using var stop = new CancellationTokenSource();
        Thread[] readers = [.. Enumerable.Range(0, 3).Select(_ => new Thread(() =>
        {
            while (!stop.IsCancellationRequested) voucher.Vouches(0, 0);
        }))];
        foreach (var reader in readers) reader.Start();

        var late = 0;
        for (var round = 0; round < 40_000; round++)
        {
            pins[0].Cell.Forget();
            for (var look = 0; look < 500; look++)
                if (voucher.Vouches(0, 0)) late++;
            pins[0].Cell.Know(pins[0].State.Nonce, null, _watch, _watch.Epoch);
        }

        stop.Cancel();
        foreach (var reader in readers) reader.Join();
        Assert.Equal(0, late);
    }

    [Fact]
    public void It_does_not_vouch_in_another_life_of_the_stream()
    {
        var voucher = Voucher.Of(_watch, _watch.Epoch, [Pin("all")], 0);
        _watch.Break();
        _watch.Prove(1_000);

        Assert.False(voucher.Vouches(now: 1_000, boundMs: 50));
    }

    private MarkPin Pin(string name)
    {
        var cell = new MarkCell(new Slot(SlotKind.Tag, name), _changes);
        return new MarkPin(cell, cell.Know(_versions.Next(), null, _watch, _watch.Epoch));
    }
}
