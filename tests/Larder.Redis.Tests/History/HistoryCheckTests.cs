using Larder.Chaos;
using Larder.Chaos.Checking;
using Larder.Chaos.Source;

namespace Larder.Redis.Tests.History;

/// <summary>Histories made by hand, with a tick a millisecond: what breaks a promise is found, and what does not is left alone.</summary>
public class HistoryCheckTests
{
    private const int One = 1, Other = 2, Key = 3;
    private static readonly Promises Promised = new(Bound: 1_000, DetachedBound: 1_500, DetachedFor: 900);

    [Fact]
    public void A_read_of_the_removing_process_that_returns_the_old_version_is_stale_at_once()
    {
        var verdict = Check([Commit(0), Commit(100)], [Removed(One, 101, 110), Read(One, 111, version: 1)]);

        Assert.Equal((1, 0, 0), (verdict.Stale, verdict.Backwards, verdict.Copies));
        Assert.Single(verdict.Examples);
    }

    [Fact]
    public void A_read_that_began_before_the_removal_returned_may_have_the_old_version()
    {
        var verdict = Check([Commit(0), Commit(100)], [Removed(One, 101, 110), Read(One, 109, version: 1)]);

        Assert.True(verdict.IsKept);
    }

    [Fact]
    public void Another_process_may_be_behind_for_the_bound_and_no_longer()
    {
        var within = Check([Commit(0), Commit(100)], [Told(One, 101, 110), Read(Other, 1_110, version: 1)]);
        var beyond = Check([Commit(0), Commit(100)], [Told(One, 101, 110), Read(Other, 1_111, version: 1)]);

        Assert.Equal((0, 1), (within.Stale, beyond.Stale));
    }

    [Fact]
    public void A_removal_that_the_tier_was_not_told_of_binds_its_own_process_alone()
    {
        var verdict = Check([Commit(0), Commit(100)], [Removed(One, 101, 110), Read(Other, 9_000, version: 1)]);

        Assert.True(verdict.IsKept);
    }

    [Fact]
    public void A_removal_owes_the_version_that_was_committed_before_it_began_and_not_a_later_one()
    {
        var verdict = Check([Commit(0), Commit(100), Commit(105)], [Removed(One, 101, 110), Read(One, 111, version: 2)]);

        Assert.True(verdict.IsKept);
    }

    [Fact]
    public void A_foreign_write_binds_every_process()
    {
        var verdict = Check([Commit(0), Commit(100)], [Told(Operation.Foreign, 101, 110), Read(One, 2_000, version: 1), Read(Other, 2_000, version: 2)]);

        Assert.Equal(1, verdict.Stale);
    }

    [Fact]
    public void Who_lost_the_tier_may_be_behind_for_longer_but_not_for_ever()
    {
        Operation[] history = [Told(One, 101, 110), Line(OperationKind.Lost, Other, 1_000, 1_200)];

        var within = Check([Commit(0), Commit(100)], [.. history, Read(Other, 1_600, version: 1)]);
        var beyond = Check([Commit(0), Commit(100)], [.. history, Read(Other, 1_611, version: 1)]);
        var recovered = Check([Commit(0), Commit(2_000)], [Told(One, 2_001, 2_010), Line(OperationKind.Lost, Other, 1_000, 1_200), Read(Other, 3_020, version: 1)]);

        Assert.Equal((0, 1, 1), (within.Stale, beyond.Stale, recovered.Stale));
        Assert.Equal((1, 0), (within.DetachedReads, recovered.DetachedReads));
    }

    [Fact]
    public void A_process_that_returns_less_than_it_did_went_backwards_even_within_the_bound()
    {
        var verdict = Check([Commit(0), Commit(100)], [Told(One, 101, 110), Read(Other, 120, version: 2), Read(Other, 130, version: 1), Read(One, 130, version: 1)]);

        Assert.Equal((0, 1), (verdict.Stale, verdict.Backwards));
    }

    [Fact]
    public void Reads_that_overlap_have_no_order()
    {
        var verdict = Check(
            [Commit(0), Commit(100)], [Told(One, 101, 110), Line(OperationKind.Read, Other, 120, 140, 2), Line(OperationKind.Read, Other, 130, 150, 1)]);

        Assert.True(verdict.IsKept);
    }

    [Fact]
    public void A_copy_that_is_not_what_the_source_holds_is_found()
    {
        var verdict = Check([Commit(0), Commit(100)], [Line(OperationKind.Copy, One, 500, 501, 1), Line(OperationKind.Copy, Other, 500, 501, 2)]);

        Assert.Equal((1, 2), (verdict.Copies, verdict.Compared));
    }

    [Fact]
    public void A_call_that_the_cache_let_fail_breaks_a_promise()
    {
        var verdict = Check([Commit(0)], [Line(OperationKind.Failed, One, 10, 20)]);

        Assert.False(verdict.IsKept);
    }

    private static Verdict Check(long[] commits, Operation[] history)
    {
        var log = new CommitLog();
        foreach (var moment in commits) log.CommitAt(Key, moment);
        return HistoryCheck.Run(history, log, Promised);
    }

    private static long Commit(long moment) => moment;

    private static Operation Read(int process, long start, long version) => Line(OperationKind.Read, process, start, start + 1, version);

    private static Operation Removed(int process, long start, long end) => Line(OperationKind.Removed, process, start, end, (long)RemovalWay.Key);

    private static Operation Told(int process, long start, long end) => Line(OperationKind.Told, process, start, end, (long)RemovalWay.Key);

    private static Operation Line(OperationKind kind, int process, long start, long end, long version = 0) => new(kind, process, Key, start, end, version);
}
