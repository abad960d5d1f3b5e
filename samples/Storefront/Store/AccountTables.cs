namespace Storefront.Store;

/// <summary>
/// What logging in needs beside the password's hash, apart from what is cached of a user. Who has no row here logs in by password alone, until an authenticator
/// is enrolled.
/// </summary>
internal static class AccountTables
{
    public const string Create =
        """
        DROP TABLE IF EXISTS user_logins;

        CREATE TABLE user_logins (
            user_id        INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
            security_stamp TEXT    NOT NULL,
            otp_secret     TEXT,
            locked_until   INTEGER
        );
        """;
}
