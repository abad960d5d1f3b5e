using Microsoft.Playwright;
using Storefront.Browser.Support;
using static Microsoft.Playwright.Assertions;

namespace Storefront.Browser;

public sealed class AccountTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task S3_32_A_camera_reads_the_QR_code_and_its_codes_log_in_once_each()
    {
        await using var shops = await Shops.OpenAsync();
        await using var visitor = await chromium.OpenAsync(shops[0].Address);
        var (password, old) = await Logins.FindAsync(visitor, "test05");
        await Logins.LogInAsync(visitor, "test05", password, old.Code());

        await visitor.GoAsync("/account/totp/enroll");
        var camera = await Authenticator.ScanAsync(await visitor.Page.GetByRole(AriaRole.Img, new() { Name = "QR code" }).ScreenshotAsync());
        await visitor.Page.GetByLabel("Code", new() { Exact = true }).FillAsync(camera.Code());
        await visitor.Page.GetByLabel("Your password").FillAsync(password);
        await visitor.Button("Use this authenticator").ClickAsync();
        await visitor.Button("Log out").ClickAsync();
        var next = camera.Code(later: 1);
        await Logins.LogInAsync(visitor, "test05", password, next);
        await Expect(visitor.Link("Profile of test05")).ToBeVisibleAsync();

        await visitor.Button("Log out").ClickAsync();
        await Logins.LogInAsync(visitor, "test05", password, next);
        await Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        visitor.HasNoComplaint();
    }

    [Fact]
    public async Task S3_27_Logging_out_at_one_instance_ends_the_login_at_the_other()
    {
        await using var shops = await Shops.OpenAsync(2);
        // Both are the same host, so the browser shows both the same cookies, as behind a load balancer.
        await using var visitor = await chromium.OpenAsync(shops[0].Address);
        await visitor.Page.Context.UnrouteAllAsync();
        await Logins.LogInAsync(visitor, "test07");
        await visitor.GoAsync(new Uri(shops[1].Address, "/profile").ToString());
        await Expect(visitor.Link("Profile of test07")).ToBeVisibleAsync();
        var cookies = await visitor.Page.Context.CookiesAsync();

        await visitor.Button("Log out").ClickAsync();
        // A thief who kept the cookies gets nothing for them.
        await visitor.Page.Context.AddCookiesAsync(cookies.Select(static cookie => new Cookie
        {
            Name = cookie.Name, Value = cookie.Value, Domain = cookie.Domain, Path = cookie.Path, HttpOnly = cookie.HttpOnly,
        }));
        await visitor.GoAsync("/profile");

        await Expect(visitor.Link("Profile of test07")).ToHaveCountAsync(0);
        Assert.All(cookies, static cookie => Assert.True(cookie.HttpOnly, $"{cookie.Name} can be read by scripts"));
    }

    [Fact]
    public async Task One_logs_in_and_changes_a_product_with_the_keyboard_alone_and_without_script()
    {
        await using var shops = await Shops.OpenAsync(1, "--ADMIN_OTP_SECRET=JBSWY3DPEHPK3PXP");
        await using var visitor = await chromium.OpenWithoutScriptAsync(shops[0].Address);
        var (password, _) = await Logins.FindAsync(visitor, "test05");

        await visitor.GoAsync("/login");
        await visitor.TypeAsync("User name or e-mail", "admin");
        await visitor.TypeAsync("Password", password);
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.TypeAsync("Code", new Authenticator("JBSWY3DPEHPK3PXP").Code());
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Button("Log out")).ToBeVisibleAsync();
        await visitor.GoAsync("/products/7/edit");
        await visitor.TypeAsync("Name", "Kettle of the keyboard");
        await visitor.Page.Keyboard.PressAsync("Enter");

        await Expect(visitor.Heading("Kettle of the keyboard")).ToBeVisibleAsync();
    }
}
