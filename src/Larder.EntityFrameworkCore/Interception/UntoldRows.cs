using Larder.EntityFrameworkCore.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Larder.EntityFrameworkCore.Interception;

/// <summary>
/// Rows of the outbox for transactions that nobody tells of before they commit: written as soon as there is a change. The connection of a scope may be closed
/// between two statements; opened again, it is in the same transaction.
/// </summary>
internal static class UntoldRows
{
    public static void Write(DbContext context, PendingChanges pending)
    {
        if (!pending.IsUntold || !pending.HasUnwritten) return;
        context.Database.OpenConnection();
        try
        {
            pending.Write(context.Database.GetDbConnection(), context.Database.CurrentTransaction?.GetDbTransaction());
        }
        finally
        {
            context.Database.CloseConnection();
        }
    }

    // The token of the caller does not end it: what is in the transaction must be written down.
    public static async ValueTask WriteAsync(DbContext context, PendingChanges pending)
    {
        if (!pending.IsUntold || !pending.HasUnwritten) return;
        await context.Database.OpenConnectionAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            await pending.WriteAsync(
                context.Database.GetDbConnection(), context.Database.CurrentTransaction?.GetDbTransaction(), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            await context.Database.CloseConnectionAsync().ConfigureAwait(false);
        }
    }
}
