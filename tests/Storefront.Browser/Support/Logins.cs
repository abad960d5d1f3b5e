using Microsoft.Playwright;

namespace Storefront.Browser.Support;

/// <summary>How a person logs in.</summary>
internal static class Logins
{
    /// <summary>Reads the test user's password and secret from the page that shows them in development.</summary>
    public static async Task<(string Password, Authenticator Authenticator)> FindAsync(Visitor visitor, string user)
    {
        await visitor.GoAsync("/login/test-users");
        var row = visitor.Page.GetByRole(AriaRole.Row).Filter(new() { Has = visitor.Page.GetByRole(AriaRole.Rowheader, new() { Name = user, Exact = true }) });
        var secret = await row.Locator("code").Last.InnerTextAsync();
        return (await visitor.Page.Locator("p.lead code").First.InnerTextAsync(), new Authenticator(secret));
    }

    public static async Task LogInAsync(Visitor visitor, string user)
    {
        var (password, authenticator) = await FindAsync(visitor, user);
        await LogInAsync(visitor, user, password, authenticator.Code());
        await Assertions.Expect(visitor.Button("Log out")).ToBeVisibleAsync();
    }

    /// <summary>The admin's secret is the shop's setting.</summary>
    public static async Task LogInAsAdminAsync(Visitor visitor)
    {
        var (password, _) = await FindAsync(visitor, "test02");
        await LogInAsync(visitor, "admin", password, new Authenticator("JBSWY3DPEHPK3PXP").Code());
        await Assertions.Expect(visitor.Button("Log out")).ToBeVisibleAsync();
    }

    public static async Task LogInAsync(Visitor visitor, string user, string password, string code)
    {
        await visitor.GoAsync("/login");
        await visitor.Page.GetByLabel("User name or e-mail").FillAsync(user);
        await visitor.Page.GetByLabel("Password").FillAsync(password);
        await visitor.Button("Log in").ClickAsync();
        await visitor.Page.GetByLabel("Code").FillAsync(code);
        await visitor.Button("Log in").ClickAsync();
    }
}
