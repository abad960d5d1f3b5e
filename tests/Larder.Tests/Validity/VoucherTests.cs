using System.Diagnostics;
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
    public void A_renewal_during_a_look_is_seen_by_the_next_hit()
    {
        _watch.Prove(long.MaxValue);
        var (renewed, other) = (Pin("renewed"), Pin("other"));

        // The renewed mark is looked at first; the others keep the look going long enough for the renewal to fall into it.
        var voucher = Voucher.Of(_watch, _watch.Epoch, [renewed, .. Enumerable.Repeat(other, 1_000_000)], 0);
        var deadline = Stopwatch.StartNew();
        for (var seen = 0; seen < 20;)
        {
            Assert.True(deadline.Elapsed < TimeSpan.FromMinutes(1), "no renewal fell into a look");
            if (IsMissedByTheLook(voucher, renewed.Cell)) seen++;
            Assert.False(voucher.Vouches(0, 0));
            renewed.Cell.Know(renewed.State.Nonce, null, _watch, _watch.Epoch);
        }
    }

    /// <summary>Renews the mark while another thread looks; true if it did so in the middle of a look that found all as it was.</summary>
    private static bool IsMissedByTheLook(Voucher voucher, MarkCell mark)
    {
        using var isLooking = new ManualResetEventSlim();
        var (vouched, isOver) = (false, false);
        var looker = new Thread(() =>
        {
            isLooking.Set();
            vouched = voucher.Vouches(0, 0);
            Volatile.Write(ref isOver, true);
        });
        looker.Start();
        isLooking.Wait();
        mark.Forget();
        var isInTime = !Volatile.Read(ref isOver);
        looker.Join();
        return isInTime && vouched;
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
