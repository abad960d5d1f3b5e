namespace Storefront.Store;

/// <summary>The tables. Money is in cents, times are ISO 8601 in UTC.</summary>
internal static class Schema
{
    /// <summary>Kept in the file's <c>user_version</c>, in the transaction that fills it: a file without it is not filled.</summary>
    public const int Version = 4;

    public const string Tables =
        """
        DROP TABLE IF EXISTS lab_rows;
        DROP TABLE IF EXISTS page_views;
        DROP TABLE IF EXISTS payments;
        DROP TABLE IF EXISTS orders;
        DROP TABLE IF EXISTS users;
        DROP TABLE IF EXISTS products;

        CREATE TABLE products (
            id          INTEGER PRIMARY KEY,
            sku         TEXT    NOT NULL,
            name        TEXT    NOT NULL,
            category    TEXT    NOT NULL,
            description TEXT    NOT NULL,
            price_cents INTEGER NOT NULL CHECK (price_cents > 0),
            stock       INTEGER NOT NULL CHECK (stock >= 0)
        );
        CREATE TABLE users (
            id           INTEGER PRIMARY KEY,
            username     TEXT    NOT NULL,
            email        TEXT    NOT NULL,
            display_name TEXT    NOT NULL,
            role         TEXT    NOT NULL,
            is_test      INTEGER NOT NULL,
            created_at   TEXT    NOT NULL,
            last_login   TEXT,
            password_hash TEXT   NOT NULL,
            avatar       TEXT,
            age          INTEGER NOT NULL,
            birthday     TEXT    NOT NULL
        );
        CREATE TABLE orders (
            id          INTEGER PRIMARY KEY,
            user_id     INTEGER NOT NULL REFERENCES users (id),
            product_id  INTEGER NOT NULL REFERENCES products (id),
            quantity    INTEGER NOT NULL CHECK (quantity > 0),
            total_cents INTEGER NOT NULL,
            status      TEXT    NOT NULL CHECK (status IN ('pending', 'shipped', 'completed', 'cancelled')),
            ordered_at  TEXT    NOT NULL
        );
        CREATE TABLE payments (
            id           INTEGER PRIMARY KEY,
            order_id     INTEGER NOT NULL REFERENCES orders (id),
            method       TEXT    NOT NULL CHECK (method IN ('card', 'wallet', 'transfer', 'invoice')),
            status       TEXT    NOT NULL CHECK (status IN ('paid', 'refunded', 'failed')),
            amount_cents INTEGER NOT NULL,
            paid_at      TEXT    NOT NULL
        );
        CREATE TABLE page_views (
            page        TEXT    PRIMARY KEY NOT NULL,
            views       INTEGER NOT NULL
        );
        CREATE TABLE lab_rows (
            way         TEXT    NOT NULL,
            id          INTEGER NOT NULL,
            value       INTEGER NOT NULL,
            version     INTEGER NOT NULL,
            PRIMARY KEY (way, id)
        );
        """;

    /// <summary>Made after the rows are in, which is faster.</summary>
    public const string Indexes =
        """
        CREATE UNIQUE INDEX products_sku ON products (sku);
        CREATE INDEX products_name ON products (name);
        CREATE INDEX products_category ON products (category);
        CREATE UNIQUE INDEX users_username ON users (username);
        CREATE UNIQUE INDEX users_email ON users (email);
        CREATE INDEX orders_user ON orders (user_id);
        CREATE INDEX orders_product ON orders (product_id);
        CREATE INDEX payments_order ON payments (order_id);
        """;
}
