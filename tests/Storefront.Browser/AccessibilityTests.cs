using Microsoft.Playwright;
using Storefront.Browser.Support;
using static Microsoft.Playwright.Assertions;

namespace Storefront.Browser;

public sealed class AccessibilityTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Admin = "--ADMIN_OTP_SECRET=JBSWY3DPEHPK3PXP";

    [Theory, InlineData(ColorScheme.Light), InlineData(ColorScheme.Dark)]
    public async Task Every_page_has_names_landmarks_headings_in_order_and_text_that_can_be_read(ColorScheme scheme)
    {
        await using var shops = await Shops.OpenAsync(1, Admin);
        await using var visitor = await chromium.OpenAsync(shops[0].Address, scheme);
        List<string> found = [];

        foreach (var path in Pages.OfAll) await LookAsync(path);
        await Logins.LogInAsAdminAsync(visitor);
        foreach (var path in Pages.OfAdmin) await LookAsync(path);
        await visitor.GoAsync("/products/7/edit");
        await visitor.Page.GetByLabel("Price").FillAsync("cheap");
        await visitor.Button("Save").ClickAsync();
        await Expect(visitor.Page.GetByLabel("Price")).ToHaveAttributeAsync("aria-invalid", "true");
        await LookHereAsync("a form that was refused");
        await LookAsync("/no-such-page");

        Assert.Empty(found);

        async Task LookAsync(string path)
        {
            await visitor.GoAsync(path);
            await LookHereAsync(path);
        }

        async Task LookHereAsync(string where)
        {
            found.AddRange((await Accessibility.StructureAsync(visitor.Page)).Concat(await Accessibility.ContrastAsync(visitor.Page)).Select(what => $"{where}: {what}"));
        }
    }

    [Fact]
    public async Task Where_the_keyboard_stands_is_seen_and_the_first_stop_leads_past_the_navigation()
    {
        await using var shops = await Shops.OpenAsync();
        await using var visitor = await chromium.OpenAsync(shops[0].Address);

        foreach (var path in (string[])["/", "/products/7", "/login", "/orders", "/lab", "/lab/outage", "/lab/manual", "/lab/race"])
        {
            await visitor.GoAsync(path);
            var stops = await Accessibility.WalkAsync(visitor.Page, atMost: 40);
            Assert.True(stops.Count > 10, $"{path}: {stops.Count} stops");
            Assert.Contains("Skip to the content", stops[0], StringComparison.Ordinal);
            Assert.All(stops, stop => Assert.StartsWith("ok ", stop, StringComparison.Ordinal));
        }

        await visitor.GoAsync("/products/7");
        await visitor.Page.Keyboard.PressAsync("Tab");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.Keyboard.PressAsync("Tab");
        Assert.True(await visitor.Page.EvaluateAsync<bool>("document.querySelector('main').contains(document.activeElement)"), "the keyboard is not in the content");
    }

    [Fact]
    public async Task Nothing_is_lost_when_the_system_forces_its_colours()
    {
        await using var shops = await Shops.OpenAsync();
        await using var visitor = await chromium.OpenWithForcedColorsAsync(shops[0].Address);

        foreach (var path in (string[])["/", "/dashboard", "/products/7", "/lab/outage", "/views", "/login"])
        {
            await visitor.GoAsync(path);
            Assert.Empty(await Accessibility.ContrastAsync(visitor.Page));
            // A button that has no border there is text like any other.
            Assert.Empty(await visitor.Page.EvaluateAsync<string[]>(
                "[...document.querySelectorAll('main .button')].filter(e => getComputedStyle(e).borderTopStyle === 'none').map(e => e.outerHTML)"));
            Assert.True(await visitor.Page.EvaluateAsync<bool>("matchMedia('(forced-colors: active)').matches"));
            await Screenshots.TakeAsync(visitor, $"forced-{path.Trim('/').Replace('/', '-')}");
        }

        await visitor.GoAsync("/dashboard");
        Assert.Empty(await visitor.Page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('.chart rect')].filter(e => getComputedStyle(e).fill === getComputedStyle(document.body).backgroundColor).map(e => e.outerHTML)"));
        visitor.HasNoComplaint();
    }

    [Theory, InlineData(1280), InlineData(640)]
    public async Task Text_of_twice_the_size_fits(int width)
    {
        await using var shops = await Shops.OpenAsync(1, Admin);
        await using var visitor = await chromium.OpenAsync(shops[0].Address, ColorScheme.Light, width);
        List<string> found = [];

        foreach (var path in Pages.OfAll)
        {
            await visitor.GoAsync(path);
            await Accessibility.EnlargeAsync(visitor.Page, 200);
            var wide = await visitor.Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            if (wide > width) found.Add($"{path}: {wide} px");
            await Screenshots.TakeAsync(visitor, $"{path}-200-percent".Trim('/').Replace('/', '-'), ColorScheme.Light, width);
        }

        Assert.Empty(found);
    }
}
