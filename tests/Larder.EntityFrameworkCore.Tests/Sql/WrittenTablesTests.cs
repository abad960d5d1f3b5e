using Larder.EntityFrameworkCore.Sql;

namespace Larder.EntityFrameworkCore.Tests.Sql;

/// <summary>Which tables a text writes to.</summary>
public sealed class WrittenTablesTests
{
    [Theory]
    [InlineData("UPDATE products SET name = 'x'", "products")]
    [InlineData("update only public.products as p set name = 'x'", "public.products")]
    [InlineData("UPDATE \"Pro\"\"ducts\" SET x = 1", "Pro\"ducts")]
    [InlineData("UPDATE \"s\".\"t\" AS x SET y = 1", "s.t")]
    [InlineData("UPDATE OR IGNORE t SET x = 1", "t")]
    [InlineData("UPDATE [p] SET [p].[x] = 1 FROM [dbo].[Products] AS [p]", "p dbo.Products")]
    [InlineData("DELETE FROM [p] FROM [Products] AS [p] WHERE [p].[Id] = 1", "p Products")]
    [InlineData("DELETE TOP (5) FROM t", "t")]
    [InlineData("DELETE FROM a.b.c", "b.c")]
    [InlineData("delete from t using u where t.id = u.id", "t")]
    [InlineData("INSERT INTO t (a) VALUES ('DELETE FROM u')", "t")]
    [InlineData("INSERT OR REPLACE INTO t VALUES (1)", "t")]
    [InlineData("REPLACE INTO t VALUES (1)", "t")]
    [InlineData("INSERT INTO t VALUES (1) ON CONFLICT (id) DO UPDATE SET a = 1", "t")]
    [InlineData("MERGE INTO t USING u ON t.id = u.id WHEN MATCHED THEN UPDATE SET a = 1 WHEN NOT MATCHED THEN INSERT VALUES (1)", "t")]
    [InlineData("WITH s AS (SELECT 1) MERGE INTO t USING s ON true WHEN MATCHED THEN DELETE", "t")]
    [InlineData("TRUNCATE TABLE ONLY a, b.c * RESTART IDENTITY", "a b.c")]
    [InlineData("TRUNCATE a", "a")]
    [InlineData("WITH d AS (DELETE FROM a RETURNING *), i AS (INSERT INTO b SELECT * FROM d RETURNING *) UPDATE c SET x = 1", "a b c")]
    [InlineData("EXPLAIN ANALYZE DELETE FROM t", "t")]
    [InlineData("COPY t FROM '/tmp/x'", "t")]
    [InlineData("BEGIN; UPDATE a SET x = ';'; DELETE FROM b; COMMIT", "a b")]
    [InlineData("-- UPDATE a\nDELETE FROM b", "b")]
    [InlineData("/* one /* two */ UPDATE a */ DELETE FROM b", "b")]
    [InlineData("SELECT E'it\\'s; DELETE FROM a'; DELETE FROM b", "b")]
    [InlineData("SELECT 'it''s; DELETE FROM a'; DELETE FROM b", "b")]
    [InlineData("SELECT $x$ DELETE FROM a; $y$ $x$; DELETE FROM b WHERE id = $1", "b")]
    [InlineData("SELECT ARRAY['x]']; DELETE FROM t WHERE a='b'", "t")]
    [InlineData("SELECT a[1], \"DELETE FROM b\" FROM c WHERE x = @p", "")]
    [InlineData("SELECT * FROM t FOR UPDATE OF t SKIP LOCKED", "")]
    [InlineData("SELECT * FROM t FOR NO KEY UPDATE", "")]
    [InlineData("SELECT replace(name, 'a', 'b') AS update FROM t", "")]
    [InlineData("CREATE TABLE t (id int REFERENCES u ON DELETE CASCADE ON UPDATE CASCADE)", "")]
    [InlineData("SAVEPOINT s; RELEASE s", "")]
    [InlineData("", "")]
    public void The_tables_of_a_text_are_found(string sql, string tables)
    {
        var effect = WrittenTables.In(sql);

        Assert.False(effect.IsUnknown);
        Assert.Equal(tables, string.Join(' ', effect.Tables.Select(static table => table.Schema is { } schema ? $"{schema}.{table.Name}" : table.Name)));
    }

    [Theory]
    [InlineData("CALL clean_up()")]
    [InlineData("EXEC dbo.CleanUp")]
    [InlineData("DO $$ BEGIN DELETE FROM a; END $$")]
    [InlineData("DROP TABLE a")]
    [InlineData("ALTER TABLE a ADD b int")]
    [InlineData("SELECT 1; PREPARE x AS DELETE FROM a")]
    [InlineData("SELECT 'never ends")]
    [InlineData("SELECT 1 /* never ends")]
    [InlineData("SELECT \"never ends")]
    [InlineData("DELETE FROM (SELECT 1)")]
    public void A_text_that_does_not_tell_may_change_everything(string sql)
    {
        Assert.True(WrittenTables.In(sql).IsUnknown);
    }

    [Theory]
    [InlineData("a", null, "A", "public", true)]
    [InlineData("a", "x", "a", "y", false)]
    [InlineData("a", "x", "a", "X", true)]
    [InlineData("a", null, "b", null, false)]
    public void A_name_without_a_schema_may_be_in_any(string name, string? schema, string other, string? otherSchema, bool mayBe)
    {
        Assert.Equal(mayBe, new TableName(schema, name).MayBe(new TableName(otherSchema, other)));
    }
}
