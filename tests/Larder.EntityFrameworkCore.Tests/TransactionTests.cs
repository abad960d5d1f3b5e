using System.Data.Common;
using System.Transactions;
using Larder.EntityFrameworkCore.Victim.Shop;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Larder.EntityFrameworkCore.Tests;

/// <summary>What a transaction changed is removed behind its commit, and never before.</summary>
public sealed class TransactionTests(OnePostgres postgres)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_is_removed_before_the_commit_and_all_of_it_after(bool isSync)
    {
        await using var shop = await OpenAsync();
        await using var context = shop.NewContext();

        await using (var transaction = await context.Database.BeginTransactionAsync())
        {
            await RenameAsync(context, 1);
            await RenameAsync(context, 2);
            Assert.Equal(["product:1", "product:2", "product:3"], await HeldAsync(shop));
            if (isSync) transaction.Commit();
            else await transaction.CommitAsync();
        }

        Assert.Equal(["product:3"], await HeldAsync(shop));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_rollback_removes_nothing_whether_said_or_not(bool isSaid)
    {
        await using var shop = await OpenAsync();
        await using var context = shop.NewContext();

        await using (var transaction = await context.Database.BeginTransactionAsync())
        {
            await RenameAsync(context, 1);
            if (isSaid) await transaction.RollbackAsync();
        }

        Assert.Equal(["product:1", "product:2", "product:3"], await HeldAsync(shop));

        // What the one left is not the next one's.
        context.ChangeTracker.Clear();
        await using (var transaction = await context.Database.BeginTransactionAsync())
        {
            await RenameAsync(context, 2);
            await transaction.CommitAsync();
        }

        Assert.Equal(["product:1", "product:3"], await HeldAsync(shop));
    }

    [Fact]
    public async Task A_rollback_to_a_savepoint_drops_what_came_after_it()
    {
        await using var shop = await OpenAsync();
        await using var context = shop.NewContext();

        await using (var transaction = await context.Database.BeginTransactionAsync())
        {
            await RenameAsync(context, 1);
            await transaction.CreateSavepointAsync("here");
            await RenameAsync(context, 2);
            await transaction.RollbackToSavepointAsync("here");
            await RenameAsync(context, 3);
            await transaction.CommitAsync();
        }

        Assert.Equal(["product:2"], await HeldAsync(shop));
    }

    [Fact]
    public async Task A_savepoint_that_is_released_keeps_what_came_after_it()
    {
        await using var shop = await OpenAsync();
        await using var context = shop.NewContext();

        await using (var transaction = await context.Database.BeginTransactionAsync())
        {
            await transaction.CreateSavepointAsync("outer");
            await RenameAsync(context, 1);
            await transaction.CreateSavepointAsync("inner");
            await RenameAsync(context, 2);
            await transaction.ReleaseSavepointAsync("inner");
            await transaction.CommitAsync();
        }

        Assert.Equal(["product:3"], await HeldAsync(shop));
    }

    [Fact]
    public async Task A_rollback_to_an_earlier_savepoint_never_drops_what_stands()
    {
        await using var shop = await OpenAsync();
        await using var context = shop.NewContext();

        await using (var transaction = await context.Database.BeginTransactionAsync())
        {
            await RenameAsync(context, 1);
            await transaction.CreateSavepointAsync("outer");
            await RenameAsync(context, 2);
            await transaction.CreateSavepointAsync("inner");
            await transaction.RollbackToSavepointAsync("outer");
            await RenameAsync(context, 3);
            await transaction.CommitAsync();
        }

        Assert.DoesNotContain("product:1", await HeldAsync(shop));
        Assert.DoesNotContain("product:3", await HeldAsync(shop));
    }

    [Fact]
    public async Task A_save_that_fails_in_a_transaction_does_not_end_what_was_saved_before()
    {
        await using var shop = await OpenAsync();
        await shop.SeedAsync(new Customer { Id = Guid.NewGuid(), Mail = "a@example.org" });
        await using var context = shop.NewContext();

        await using (var transaction = await context.Database.BeginTransactionAsync())
        {
            await RenameAsync(context, 1);
            var refused = context.Add(new Customer { Id = Guid.NewGuid(), Mail = "a@example.org" });
            await Assert.ThrowsAsync<DbUpdateException>(() => context.SaveChangesAsync());
            refused.State = EntityState.Detached;
            await transaction.CommitAsync();
        }

        Assert.Equal(["product:2", "product:3"], await HeldAsync(shop));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_scope_removes_when_it_is_complete_and_never_else(bool isComplete)
    {
        await using var shop = await OpenAsync();
        await using var context = shop.NewContext();

        using (var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
        {
            await RenameAsync(context, 1);
            using (var inner = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
            {
                await RenameAsync(context, 2);
                inner.Complete();
            }

            Assert.Equal(["product:1", "product:2", "product:3"], await HeldAsync(shop));
            if (isComplete) scope.Complete();
        }

        Assert.Equal(isComplete ? ["product:3"] : ["product:1", "product:2", "product:3"], await HeldAsync(shop));
    }

    [Fact]
    public async Task Contexts_that_share_a_transaction_are_removed_together()
    {
        await using var shop = await OpenAsync();
        await using var connection = new NpgsqlConnection(shop.Database);
        await using var first = shop.NewContext();
        await using var second = shop.NewContext();
        first.Database.SetDbConnection(connection);
        second.Database.SetDbConnection(connection);

        await using (var transaction = await first.Database.BeginTransactionAsync())
        {
            await RenameAsync(first, 1);
            await second.Database.UseTransactionAsync(transaction.GetDbTransaction());
            await RenameAsync(second, 2);
            Assert.Equal(["product:1", "product:2", "product:3"], await HeldAsync(shop));
            await transaction.CommitAsync();
        }

        Assert.Equal(["product:3"], await HeldAsync(shop));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_transaction_of_the_caller_is_removed_with_his_word_or_the_contexts_commit(bool isOwnCommit)
    {
        await using var shop = await OpenAsync();
        await using var connection = new NpgsqlConnection(shop.Database);
        await connection.OpenAsync();
        await using var context = shop.NewContext();
        context.Database.SetDbConnection(connection);

        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await context.Database.UseTransactionAsync(transaction);
            await RenameAsync(context, 1);
            Assert.Equal(["product:1", "product:2", "product:3"], await HeldAsync(shop));
            if (isOwnCommit)
            {
                await transaction.CommitAsync();
                await context.RemoveCommittedAsync(transaction);
            }
            else
            {
                await context.Database.CommitTransactionAsync();
            }
        }

        Assert.Equal(["product:2", "product:3"], await HeldAsync(shop));
    }

    [Fact]
    public async Task A_commit_whose_answer_is_lost_removes_since_it_may_have_been_done()
    {
        await using var shop = await OpenAsync(static options => options.AddInterceptors(new LostAnswer(1)));
        await using var context = shop.NewContext();

        await using (var transaction = await context.Database.BeginTransactionAsync())
        {
            await RenameAsync(context, 1);
            await Assert.ThrowsAsync<TimeoutException>(() => transaction.CommitAsync());
        }

        Assert.Equal(["product:2", "product:3"], await HeldAsync(shop));
    }

    [Fact]
    public async Task A_save_whose_answer_is_lost_removes_since_it_may_have_been_done()
    {
        await using var shop = await OpenAsync(static options => options.AddInterceptors(new LostAnswer(1)));
        await using var context = shop.NewContext();

        (await context.Products.FindAsync(1))!.Name = "b";
        (await context.Products.FindAsync(2))!.Name = "b";
        await Assert.ThrowsAnyAsync<Exception>(() => context.SaveChangesAsync());

        Assert.Equal(["product:3"], await HeldAsync(shop));
    }

    [Fact]
    public async Task A_retry_neither_loses_nor_doubles_a_removal()
    {
        var lost = new LostAnswer(1) { IsTransient = true };
        await using var shop = await OpenAsync(options => options.UseNpgsql(static npgsql => npgsql.EnableRetryOnFailure(3, TimeSpan.FromMilliseconds(1), null)).AddInterceptors(lost));
        await using var context = shop.NewContext();
        var strategy = context.Database.CreateExecutionStrategy();

        await strategy.ExecuteAsync(async () =>
        {
            context.ChangeTracker.Clear();
            await using var transaction = await context.Database.BeginTransactionAsync();
            await RenameAsync(context, 1);
            await transaction.CommitAsync();
        });

        Assert.Equal(2, lost.Commits);
        Assert.Equal(["product:2", "product:3"], await HeldAsync(shop));
        await shop.FillAsync("product:1");

        (await context.Products.FindAsync(2))!.Name = "c";
        await context.SaveChangesAsync();
        Assert.Equal(["product:1", "product:3"], await HeldAsync(shop));
    }

    [Fact]
    public async Task A_held_save_holds_nothing_without_the_option_and_removes_all_the_same()
    {
        await using var shop = await OpenAsync();
        await using var context = shop.NewContext();

        (await context.Products.FindAsync(1))!.Name = "b";
        Assert.Equal(1, await context.SaveChangesHeldAsync());

        Assert.Equal(["product:2", "product:3"], await HeldAsync(shop));
    }

    private async Task<ShopRun> OpenAsync(Action<DbContextOptionsBuilder>? options = null)
    {
        var shop = await ShopRun.OpenAsync(postgres, options: options);
        for (var id = 1; id <= 3; id++) await shop.SeedAsync(new Product { Name = "a", CategoryId = id });
        await shop.FillAsync("product:1", "product:2", "product:3");
        return shop;
    }

    private static Task<string[]> HeldAsync(ShopRun shop) => shop.HeldAsync("product:1", "product:2", "product:3");

    private static async Task RenameAsync(ShopContext context, int id)
    {
        (await context.Products.FindAsync(id))!.Name += "b";
        await context.SaveChangesAsync();
    }

    /// <summary>The first commits are done, and nobody hears of it.</summary>
    private sealed class LostAnswer(int times) : DbTransactionInterceptor
    {
        public bool IsTransient { get; init; }

        public int Commits { get; private set; }

        public override async ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            if (++Commits > times) return result;
            await transaction.CommitAsync(cancellationToken);
            throw IsTransient ? new NpgsqlException("The answer was lost.", new IOException()) : new TimeoutException("The answer was lost.");
        }
    }
}
