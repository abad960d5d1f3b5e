using Larder.Validity;

namespace Larder.Tests.Validity;

public sealed class MarkCellsTests
{
    private static readonly Slot Slot = new(SlotKind.Tag, "test:fruit");

    private readonly ChangeStripes _stripes = new();
    private readonly MarkCells _cells;
    private readonly Watch _watch;

    public MarkCellsTests()
    {
        _cells = new MarkCells(_stripes);
        _watch = new Watch(new PositionsOnly(_stripes));
    }

    [Fact]
    public void A_nonce_that_was_read_before_a_renewal_is_not_believed()
    {
        var cell = _cells.Of(Slot);
        var ticket = _watch.Ticket();
        _cells.Forget(Slot, ChangeOrigin.Told);

        _cells.Know(cell, new SlotVersion(1, 1), ticket);

        Assert.Null(cell.State);
    }

    [Fact]
    public void The_same_nonce_again_makes_entries_good_again_and_another_one_does_not()
    {
        var cell = _cells.Of(Slot);
        var pin = new MarkPin(cell, _cells.Know(cell, new SlotVersion(1, 1), _watch.Ticket())!);
        _cells.Forget(Slot, ChangeOrigin.Told);
        Assert.False(pin.Keeps("any"));

        _cells.Know(cell, new SlotVersion(1, 1), _watch.Ticket());
        Assert.True(pin.Keeps("any"));

        _cells.Forget(Slot, ChangeOrigin.Told);
        _cells.Know(cell, new SlotVersion(1, 2), _watch.Ticket());
        Assert.False(pin.Keeps("any"));
    }

    [Theory, InlineData(SlotKind.Tag), InlineData(SlotKind.All)]
    public void Of_two_who_begin_to_vouch_for_a_mark_the_second_keeps_what_the_first_gave(SlotKind kind)
    {
        var cell = _cells.Of(Slot with { Kind = kind });
        var ticket = _watch.Ticket();
        var first = _cells.Keep(cell, new SlotVersion(1, 1), ticket)!;

        var second = _cells.Keep(cell, new SlotVersion(2, 2), ticket);

        Assert.Same(first, second);
        Assert.True(new MarkPin(cell, first).Keeps("any"));
    }

    [Fact]
    public void A_cell_that_somebody_points_at_is_always_the_same()
    {
        var cell = _cells.Of(Slot);
        for (var i = 0; i < 5_000; i++) _cells.Of(new Slot(SlotKind.Tag, $"test:{i}"));
        GC.Collect();
        GC.WaitForPendingFinalizers();
        for (var i = 0; i < 5_000; i++) _cells.Of(new Slot(SlotKind.Tag, $"more:{i}"));

        Assert.Same(cell, _cells.Of(Slot));
    }
}
