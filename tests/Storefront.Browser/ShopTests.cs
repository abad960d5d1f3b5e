using Microsoft.Playwright;
using Storefront.Browser.Support;
using static Microsoft.Playwright.Assertions;

namespace Storefront.Browser;

public sealed class ShopTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Hostile = "<script>alert(1)</script> \u202Egnp.exe \U0001F525 \"&'";

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 320)]
    public async Task Every_page_has_one_heading_no_complaint_of_the_browser_and_no_more_width_than_the_screen(ColorScheme scheme, int width)
    {
        await using var shops = await Shops.OpenAsync(1, "--ADMIN_OTP_SECRET=JBSWY3DPEHPK3PXP");
        await using var visitor = await chromium.OpenAsync(shops[0].Address, scheme, width);
        foreach (var path in Pages.OfAll) await CheckAsync(path);
        await Logins.LogInAsAdminAsync(visitor);
        foreach (var path in Pages.OfAdmin) await CheckAsync(path);

        visitor.HasNoComplaint();

        async Task CheckAsync(string path)
        {
            var answer = await visitor.GoAsync(path);
            Assert.True(answer.Ok, $"{path}: {answer.Status}");
            await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveCountAsync(1);
            await Expect(visitor.Page.GetByRole(AriaRole.Main)).ToHaveCountAsync(1);
            Assert.True(await visitor.Page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, $"{path} is wider than {width} px");
            await Screenshots.TakeAsync(visitor, path, scheme, width);
        }
    }

    [Fact]
    public async Task What_one_browser_changes_at_one_instance_another_sees_at_the_other()
    {
        await using var shops = await Shops.OpenAsync(2, "--ADMIN_OTP_SECRET=JBSWY3DPEHPK3PXP");
        await using var admin = await chromium.OpenAsync(shops[0].Address);
        await using var customer = await chromium.OpenAsync(shops[1].Address);
        await customer.GoAsync("/products/42");
        await customer.GoAsync("/products");
        await Logins.LogInAsAdminAsync(admin);

        await admin.GoAsync("/products/42/edit");
        await admin.Page.GetByLabel("Name").FillAsync("Lamp of the other instance");
        await admin.Button("Save").ClickAsync();
        await Expect(admin.Heading("Lamp of the other instance")).ToBeVisibleAsync();

        await customer.GoAsync("/products/42");
        await Expect(customer.Heading("Lamp of the other instance")).ToBeVisibleAsync();
        await customer.GoAsync("/products");
        await Expect(customer.Page.GetByText("Lamp of the other instance")).ToBeVisibleAsync();
        customer.HasNoComplaint();
    }

    [Fact]
    public async Task Hostile_names_are_text()
    {
        await using var shops = await Shops.OpenAsync(1, "--ADMIN_OTP_SECRET=JBSWY3DPEHPK3PXP");
        await using var visitor = await chromium.OpenAsync(shops[0].Address);
        var dialogs = 0;
        visitor.Page.Dialog += (_, dialog) =>
        {
            dialogs++;
            _ = dialog.DismissAsync();
        };
        await Logins.LogInAsAdminAsync(visitor);
        await visitor.GoAsync("/products/3/edit");
        await visitor.Page.GetByLabel("Name").FillAsync(Hostile);
        await visitor.Button("Save").ClickAsync();

        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("<script>alert(1)</script>");
        await visitor.GoAsync("/products");
        await Expect(visitor.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("<script>alert(1)</script>");
        Assert.Equal(0, dialogs);
        visitor.HasNoComplaint();
    }

    [Fact]
    public async Task S0_20_A_second_visitor_gets_the_heavy_result_from_the_cache()
    {
        await using var shops = await Shops.OpenAsync();
        await using var first = await chromium.OpenAsync(shops[0].Address);
        await using var second = await chromium.OpenAsync(shops[0].Address);

        await first.GoAsync("/heavy");
        await second.GoAsync("/heavy");

        Assert.Contains("Result (Computed): This was a heavy computation result.", await first.TextAsync(), StringComparison.Ordinal);
        Assert.Contains("Result (from Cache): This was a heavy computation result.", await second.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task S4_12_Who_reloads_is_a_view_more_and_no_visitor_more_and_can_be_forgotten()
    {
        await using var shops = await Shops.OpenAsync(1, "--ADMIN_OTP_SECRET=JBSWY3DPEHPK3PXP");
        await using var visitor = await chromium.OpenAsync(shops[0].Address);
        await using var admin = await chromium.OpenAsync(shops[0].Address);
        await Logins.LogInAsAdminAsync(admin);
        for (var time = 0; time < 3; time++) await visitor.GoAsync("/ad");
        await admin.GoAsync("/ad");

        await visitor.GoAsync("/views");
        await admin.GoAsync("/views");
        await Expect(RowsOf(visitor)).ToHaveCountAsync(1);
        await Expect(RowsOf(admin)).ToHaveCountAsync(2);
        await visitor.Button("Forget me").ClickAsync();

        await visitor.GoAsync("/views");
        await admin.GoAsync("/views");
        await Expect(RowsOf(visitor)).ToHaveCountAsync(0);
        await Expect(RowsOf(admin)).ToHaveCountAsync(1);
        visitor.HasNoComplaint();
    }

    private static ILocator RowsOf(Visitor visitor) =>
        visitor.Page.GetByRole(AriaRole.Region, new() { Name = "Visitors" }).GetByRole(AriaRole.Rowheader);
}
