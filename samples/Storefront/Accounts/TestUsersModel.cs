using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Storefront.Store;

namespace Storefront.Accounts;

/// <summary>The test users and their codes of this moment, in place of thirty telephones. It is there only where they may log in.</summary>
internal sealed class TestUsersModel(StoreDb db, TestAccounts tests, AdminCredentials admin, TimeProvider clock) : PageModel
{
    public IReadOnlyList<TestUser> Users { get; private set; } = [];

    public TimeSpan Left { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!tests.MayLogIn) return NotFound();

        var now = clock.GetUtcNow();
        Left = OneTimePassword.LeftAt(now);
        Users = [.. (await AccountQueries.TestUsersAsync(db, cancellationToken)).Select(account => Of(account, now))];
        return Page();
    }

    // What the admin logs in with may be somebody's own: only what is public is shown.
    private TestUser Of(Account account, DateTimeOffset now)
    {
        var isOwn = AdminCredentials.IsAdmin(account) && admin.HasOwn;
        if (!isOwn) admin.Overlay(account);
        return isOwn || account.OtpSecret is not { } secret
            ? new TestUser(account.Username, account.Role, null, null)
            : new TestUser(account.Username, account.Role, Base32.Grouped(secret), OneTimePassword.CodeAt(Base32.Decode(secret), now));
    }
}
