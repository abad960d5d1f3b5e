using Larder.Testing.Tiers;
using Larder.Tiers;

namespace Larder.Testing.Tests.Conformance;

/// <summary>Faults in waits, listings, failures and lifetimes.</summary>
internal static class CallFaults
{
    public static IReadOnlyList<Fault> All =>
    [
        new("sleeps instead of waiting", (server, sink) =>
        {
            var tier = server.Open(sink);
            return new TierWithFault(tier) { Wait = (_, _, atMost, token) => new(Task.Delay(atMost, server.Clock, token)) };
        }, "*by another instance ends a wait", "A change by its own instance*", "A wait for what was seen before*", "A change at the moment*",
            "A change ends the waits*", "The expiration of a lease*", "Disposing a tier ends*"),
        Fault.InTier("forgets how long to wait", t => new TierWithFault(t)
        {
            Wait = (slot, seen, _, token) => t.WaitAsync(slot, seen, Timeout.InfiniteTimeSpan, token),
        }, "A wait ends after*"),
        new("waits through an outage", (server, sink) =>
        {
            var tier = server.Open(sink);
            return new TierWithFault(tier) { Wait = (_, _, _, token) => new(Task.Delay(TimeSpan.FromDays(1), server.Clock, token)) };
        }, "While the other side fails, a wait*"),
        Fault.InTier("does not wait", t => new TierWithFault(t) { Wait = (_, _, _, _) => ValueTask.CompletedTask }, "A wait rests*"),
        Fault.InTier("ignores the token of a wait", t => new TierWithFault(t)
        {
            Wait = (slot, seen, atMost, _) => t.WaitAsync(slot, seen, atMost, default),
        }, "A wait that is cancelled*"),

        Fault.InTier("lists the first page only", t => new TierWithFault(t)
        {
            Scan = async (pattern, at, about, token) => (await t.ScanAsync(pattern, at, about, token)) with { ResumeAt = null },
        }, "A listing finds all*"),
        Fault.InTier("lists by position", t => new TierWithFault(t) { Scan = ScanByPosition(t) }, "A listing finds all names that were there*"),
        Fault.InTier("lists names without quotes", t => new TierWithFault(t)
        {
            Scan = async (pattern, at, about, token) =>
            {
                var page = await t.ScanAsync(pattern, at, about, token);
                return page with { Keys = [.. page.Keys.Select(key => key.Replace("'", "", StringComparison.Ordinal))] };
            },
        }, "A listing tells names*"),
        Fault.InTier("knows no escapes", t => new TierWithFault(t)
        {
            Scan = (pattern, at, about, token) => t.ScanAsync(pattern.Replace("\\", "", StringComparison.Ordinal), at, about, token),
        }, "A listing knows*"),
        Fault.InTier("never ends a listing", t => new TierWithFault(t)
        {
            Scan = async (pattern, at, about, token) => (await t.ScanAsync(pattern, at, about, token)) with { ResumeAt = "again" },
        }, "A listing of a pattern that matches nothing*"),
        Fault.InTier("sweeps in name only", t => new TierWithFault(t)
        {
            Sweep = (_, _, _) => new(new SweepStep(0, 0, null)),
        }, "A sweep frees*", "A sweep goes on*"),

        Fault.InTier("takes a failure for nothing there", SwallowingFailures, "*throws a TierException"),
        Fault.InTier("never heals", NeverHealing, "While the other side fails, a tier can be opened*"),
        Fault.InTier("goes on after it was disposed", t => new TierWithFault(t) { Dispose = () => ValueTask.CompletedTask },
            "After it was disposed*", "Disposing a tier ends*"),
        new("closes the server with itself", (server, sink) =>
        {
            var tier = server.Open(sink);
            return new TierWithFault(tier)
            {
                Dispose = () =>
                {
                    server.TakeDown();
                    return tier.DisposeAsync();
                },
            };
        }, "Disposing one instance*"),
        Fault.InTier("hangs on a cancelled token", HangingWhenCancelled, "*with a cancelled token ends"),
    ];

    private static Func<string, string?, int, CancellationToken, ValueTask<ScanPage>> ScanByPosition(InMemoryTier tier) =>
        async (pattern, at, about, token) =>
        {
            var all = (await tier.ScanAsync(pattern, null, int.MaxValue, token)).Keys;
            var from = at is null ? 0 : int.Parse(at, System.Globalization.CultureInfo.InvariantCulture);
            var next = from + about;
            return new([.. all.Skip(from).Take(about)], next < all.Count ? $"{next}" : null, about);
        };

    private static TierWithFault SwallowingFailures(InMemoryTier t) => new(t)
    {
        Read = (slots, answers, depth, token) => OrNothingAsync(() => t.ReadAsync(slots, answers, depth, token).AsTask()),
        Lease = (slot, lease, leaseFor, token) => OrNothingAsync(() => t.LeaseAsync(slot, lease, leaseFor, token).AsTask()),
        Replace = (slot, expected, write, token) => OrNothingAsync(() => t.ReplaceAsync(slot, expected, write, token).AsTask()),
        Write = (slot, write, token) => OrNothingAsync(() => t.WriteAsync(slot, write, token).AsTask()),
        Remove = (slots, token) => OrNothingAsync(() => t.RemoveAsync(slots, token).AsTask()),
        Renew = (marks, renewal, versions, token) => OrNothingAsync(() => t.RenewAsync(marks, renewal, versions, token).AsTask()),
        Scan = (pattern, at, about, token) => OrNothingAsync(() => t.ScanAsync(pattern, at, about, token).AsTask()),
        Sweep = (pattern, at, token) => OrNothingAsync(() => t.SweepAsync(pattern, at, token).AsTask()),
    };

    private static TierWithFault NeverHealing(InMemoryTier t)
    {
        var isBroken = false;
        return new(t)
        {
            Read = async (slots, answers, depth, token) =>
            {
                if (isBroken) throw new TierException(TierFailure.Unreachable, "Still broken.");
                await t.ReadAsync(slots, answers, depth, token);
                isBroken = true;
            },
        };
    }

    private static TierWithFault HangingWhenCancelled(InMemoryTier t) => new(t)
    {
        Read = async (slots, answers, depth, token) =>
        {
            await HangIfAsync(token);
            await t.ReadAsync(slots, answers, depth, token);
        },
        Lease = async (slot, lease, leaseFor, token) =>
        {
            await HangIfAsync(token);
            return await t.LeaseAsync(slot, lease, leaseFor, token);
        },
        Replace = async (slot, expected, write, token) =>
        {
            await HangIfAsync(token);
            return await t.ReplaceAsync(slot, expected, write, token);
        },
        Write = async (slot, write, token) =>
        {
            await HangIfAsync(token);
            return await t.WriteAsync(slot, write, token);
        },
        Remove = async (slots, token) =>
        {
            await HangIfAsync(token);
            return await t.RemoveAsync(slots, token);
        },
        Renew = async (marks, renewal, versions, token) =>
        {
            await HangIfAsync(token);
            await t.RenewAsync(marks, renewal, versions, token);
        },
        Scan = async (pattern, at, about, token) =>
        {
            await HangIfAsync(token);
            return await t.ScanAsync(pattern, at, about, token);
        },
        Sweep = async (pattern, at, token) =>
        {
            await HangIfAsync(token);
            return await t.SweepAsync(pattern, at, token);
        },
    };

    private static Task HangIfAsync(CancellationToken token) =>
        token.IsCancellationRequested ? new TaskCompletionSource().Task : Task.CompletedTask;

    private static async ValueTask OrNothingAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (TierException)
        {
            // The fault: a failure looks like nothing there.
        }
    }

    private static async ValueTask<T> OrNothingAsync<T>(Func<Task<T>> call)
        where T : struct
    {
        try
        {
            return await call();
        }
        catch (TierException)
        {
            return default;
        }
    }
}
