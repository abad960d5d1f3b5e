using Larder.Validity;

namespace Larder.Tests.Validity;

/// <summary>When a value that was read may be kept: each condition by itself.</summary>
public sealed class ChangeStripesTests
{
    private readonly ChangeStripes _stripes = new();
    private readonly Watch _watch;

    public ChangeStripesTests() => _watch = new Watch(new PositionsOnly(_stripes));

    [Fact]
    public void A_ticket_is_good_while_nothing_changes()
    {
        var ticket = _watch.Ticket();

        Assert.True(_stripes.Admits(1, ticket));
    }

    [Fact]
    public void A_change_of_the_stripe_makes_earlier_tickets_void_and_later_ones_not()
    {
        var before = _watch.Ticket();
        _stripes.Change(1, ChangeOrigin.Told);

        Assert.False(_stripes.Admits(1, before));
        Assert.True(_stripes.Admits(2, before));
        Assert.True(_stripes.Admits(1, _watch.Ticket()));
    }

    [Fact]
    public void An_answer_that_was_asked_for_before_our_own_write_is_refused_wherever_it_stands_in_the_stream()
    {
        var askedAt = _stripes.Position;
        _stripes.Change(1, ChangeOrigin.Own);
        var answer = _watch.Ticket() with { AskedAt = askedAt };

        Assert.False(_stripes.Admits(1, answer));
        Assert.True(_stripes.Admits(1, _watch.Ticket()));
    }

    [Fact]
    public void What_the_stream_told_before_an_answer_does_not_refuse_it_though_it_was_asked_for_earlier()
    {
        var askedAt = _stripes.Position;
        _stripes.Change(1, ChangeOrigin.Told);

        Assert.True(_stripes.Admits(1, _watch.Ticket() with { AskedAt = askedAt }));
    }

    [Fact]
    public void A_change_of_everything_makes_all_earlier_tickets_void()
    {
        var before = _watch.Ticket();
        _stripes.ChangeAll();

        Assert.False(_stripes.Admits(1, before));
        Assert.True(_stripes.Admits(1, _watch.Ticket()));
    }

    [Fact]
    public void A_ticket_does_not_outlive_its_stream()
    {
        var before = _watch.Ticket();
        _watch.Break();

        Assert.False(_stripes.Admits(1, before));
        Assert.True(_stripes.Admits(1, _watch.Ticket()));
    }

    [Fact]
    public void A_watch_vouches_for_its_own_life_up_to_its_last_proof_and_the_bound()
    {
        Assert.False(_watch.Vouches(0, now: 0, boundMs: 1_000));
        _watch.Prove(5_000);

        Assert.True(_watch.Vouches(0, now: 6_000, boundMs: 1_000));
        Assert.False(_watch.Vouches(0, now: 6_001, boundMs: 1_000));
        _watch.Prove(4_000);
        Assert.True(_watch.Vouches(0, now: 6_000, boundMs: 1_000));
        _watch.Doubt();
        Assert.False(_watch.Vouches(0, now: 5_000, boundMs: 1_000));
        _watch.Prove(6_000);
        Assert.True(_watch.Vouches(0, now: 6_000, boundMs: 1_000));
        _watch.Break();
        _watch.Prove(7_000);
        Assert.False(_watch.Vouches(0, now: 7_000, boundMs: 1_000));
        Assert.True(_watch.Vouches(1, now: 7_000, boundMs: 1_000));
    }
}
