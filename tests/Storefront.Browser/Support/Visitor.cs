using Microsoft.Playwright;

namespace Storefront.Browser.Support;

/// <summary>A person at a browser. What the browser complains of, and what leaves for another origin, is remembered.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    private readonly List<string> _complaints = [];

    private Visitor(IPage page) => Page = page;

    public IPage Page { get; }

    public static async Task<Visitor> OpenAsync(IBrowserContext context, Uri shop)
    {
        var visitor = new Visitor(await context.NewPageAsync());
        visitor.Page.PageError += (_, error) => visitor.Complain(error);
        visitor.Page.Console += (_, message) =>
        {
            // A status of 400 and more is told as an error of the console, too: tests that ask for one look at the answer.
            if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)) visitor.Complain(message.Text);
        };
        await context.RouteAsync("**/*", async route =>
        {
            if (route.Request.Url.StartsWith(shop.ToString(), StringComparison.Ordinal))
            {
                await route.ContinueAsync();
                return;
            }

            visitor.Complain($"asked for {route.Request.Url}");
            await route.AbortAsync();
        });
        return visitor;
    }

    /// <summary>Opens a page of the shop.</summary>
    public async Task<IResponse> GoAsync(string path) => (await Page.GotoAsync(path))!;

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name });

    public ILocator Link(string name) => Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    public ILocator Heading(string name) => Page.GetByRole(AriaRole.Heading, new() { Name = name });

    /// <summary>Goes to a field by the tab key and replaces what stands there.</summary>
    public async Task TypeAsync(string label, string text)
    {
        var field = Page.GetByLabel(label, new() { Exact = true });
        await field.WaitForAsync();
        for (var steps = 0; steps < 60 && !await IsFocusedAsync(field); steps++) await Page.Keyboard.PressAsync("Tab");
        await Page.Keyboard.PressAsync("Control+A");
        await Page.Keyboard.TypeAsync(text);
    }

    /// <summary>The page's words, as they are seen.</summary>
    public Task<string> TextAsync() => Page.Locator("body").InnerTextAsync();

    /// <summary>Nothing was blocked, nothing failed, nothing was asked of anybody else.</summary>
    public void HasNoComplaint()
    {
        lock (_complaints) Assert.Empty(_complaints);
    }

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();

    private static async Task<bool> IsFocusedAsync(ILocator field) =>
        await field.And(field.Page.Locator(":focus")).CountAsync() > 0;

    private void Complain(string what)
    {
        lock (_complaints) _complaints.Add(what);
    }
}
