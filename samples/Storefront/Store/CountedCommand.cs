using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Storefront.Store;

/// <summary>A command that reports each execution before it runs. Asynchronous alone: nothing in the shop asks the database in another way.</summary>
internal sealed class CountedCommand(DbCommand inner, Func<CancellationToken, ValueTask> beforeQuery) : DbCommand
{
    [AllowNull]
    public override string CommandText
    {
        get => inner.CommandText;
        set => inner.CommandText = value;
    }

    public override int CommandTimeout
    {
        get => inner.CommandTimeout;
        set => inner.CommandTimeout = value;
    }

    public override CommandType CommandType
    {
        get => inner.CommandType;
        set => inner.CommandType = value;
    }

    public override bool DesignTimeVisible
    {
        get => inner.DesignTimeVisible;
        set => inner.DesignTimeVisible = value;
    }

    public override UpdateRowSource UpdatedRowSource
    {
        get => inner.UpdatedRowSource;
        set => inner.UpdatedRowSource = value;
    }

    protected override DbConnection? DbConnection
    {
        get => inner.Connection;
        set => inner.Connection = value;
    }

    protected override DbTransaction? DbTransaction
    {
        get => inner.Transaction;
        set => inner.Transaction = value;
    }

    protected override DbParameterCollection DbParameterCollection => inner.Parameters;

    public override void Cancel() => inner.Cancel();

    public override void Prepare() => inner.Prepare();

    public override int ExecuteNonQuery() => throw OnlyAsync();

    public override object? ExecuteScalar() => throw OnlyAsync();

    public override async Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken)
    {
        await beforeQuery(cancellationToken);
        return await inner.ExecuteNonQueryAsync(cancellationToken);
    }

    public override async Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken)
    {
        await beforeQuery(cancellationToken);
        return await inner.ExecuteScalarAsync(cancellationToken);
    }

    protected override DbParameter CreateDbParameter() => inner.CreateParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => throw OnlyAsync();

    protected override async Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken)
    {
        await beforeQuery(cancellationToken);
        return await inner.ExecuteReaderAsync(behavior, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    private static NotSupportedException OnlyAsync() => new("Ask the database asynchronously: a waiting thread serves nobody.");
}
