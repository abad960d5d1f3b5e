using Microsoft.Playwright;

namespace Storefront.Browser.Support;

/// <summary>Looks at a page as WCAG 2.2 asks, as far as a program can tell: names, landmarks, order of headings, contrast, focus.</summary>
internal static class Accessibility
{
    private const string Structure =
        """
        () => {
          const found = [];
          const say = (what, element) => found.push(what + ': ' + (element ? element.outerHTML.slice(0, 120) : ''));
          if (!document.documentElement.lang) say('no language');
          if (!document.title.trim()) say('no title');
          for (const [what, selector] of [['main', 'main'], ['banner', 'body > header'], ['h1', 'h1'], ['main navigation', 'nav[aria-label="Main"]']])
            if (document.querySelectorAll(selector).length !== 1) say(what + ' is not there once');
          let level = 0;
          for (const heading of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
            const own = Number(heading.tagName[1]);
            if (own > level + 1) say('a heading skips a level', heading);
            if (!heading.textContent.trim()) say('an empty heading', heading);
            level = own;
          }
          const named = e => e.getAttribute('aria-label')?.trim()
            || (e.getAttribute('aria-labelledby') ?? '').split(' ').map(id => document.getElementById(id)?.textContent.trim() ?? '').join('');
          for (const field of document.querySelectorAll('input:not([type=hidden]), select, textarea'))
            if (!named(field) && ![...(field.labels ?? [])].some(label => label.textContent.trim())) say('a field without a label', field);
          for (const picture of document.querySelectorAll('img')) if (!picture.hasAttribute('alt')) say('a picture without alt', picture);
          for (const drawing of document.querySelectorAll('svg'))
            if (drawing.getAttribute('aria-hidden') !== 'true' && !(drawing.getAttribute('role') === 'img' && named(drawing))) say('a drawing without a name', drawing);
          for (const e of document.querySelectorAll('a[href], button, summary'))
            if (!named(e) && !e.textContent.trim() && !e.querySelector('img[alt]:not([alt=""])')) say('nothing says what this does', e);
          for (const group of document.querySelectorAll('fieldset')) if (!group.querySelector('legend')?.textContent.trim()) say('a group without a name', group);
          for (const table of document.querySelectorAll('table'))
            for (const header of table.querySelectorAll('th')) if (!header.scope) say('a header of no row and no column', header);
          for (const box of document.querySelectorAll('main *')) {
            const scrolls = ['auto', 'scroll'].includes(getComputedStyle(box).overflowX) && box.scrollWidth > box.clientWidth;
            if (scrolls && box.tabIndex < 0 && !box.querySelector('a[href], button')) say('only a mouse can scroll this', box);
          }
          const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
          for (const id of new Set(ids.filter((id, at) => ids.indexOf(id) !== at))) say('two have the id ' + id);
          return found;
        }
        """;

    private const string Contrast =
        """
        () => {
          const parts = colour => { const n = colour.match(/[\d.]+/g).map(Number); return { c: n.slice(0, 3), a: n.length > 3 ? n[3] : 1 }; };
          const light = c => { const [r, g, b] = c.map(v => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
          const ground = e => { for (; e; e = e.parentElement) { const b = parts(getComputedStyle(e).backgroundColor); if (b.a === 1) return b.c; } return [255, 255, 255]; };
          const found = [];
          for (const e of document.querySelectorAll('body *')) {
            if (e.closest('svg, .skip') || ![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) || !e.checkVisibility()) continue;
            const [one, other] = [light(parts(getComputedStyle(e).color).c), light(ground(e))];
            const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
            if (ratio < 4.5) found.push(ratio.toFixed(2) + ': ' + e.outerHTML.slice(0, 120));
          }
          return found;
        }
        """;

    // What a keyboard stands on has a ring, or is drawn by the browser itself.
    private const string Focus =
        """
        () => {
          const e = document.activeElement;
          if (!e || e === document.body) return '';
          const style = getComputedStyle(e);
          const box = e.getBoundingClientRect();
          const isSeen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && box.width > 0 && box.right > 0;
          return (isSeen ? 'ok ' : 'unseen ') + e.outerHTML.slice(0, 120);
        }
        """;

    public static async Task<IReadOnlyList<string>> StructureAsync(IPage page) => await page.EvaluateAsync<string[]>(Structure);

    public static async Task<IReadOnlyList<string>> ContrastAsync(IPage page) => await page.EvaluateAsync<string[]>(Contrast);

    /// <summary>Goes through the page by the tab key; what it stood on, each with the word <c>ok</c> before it when that can be seen.</summary>
    public static async Task<IReadOnlyList<string>> WalkAsync(IPage page, int atMost)
    {
        List<string> stops = [];
        while (stops.Count < atMost)
        {
            await page.Keyboard.PressAsync("Tab");
            var stop = await page.EvaluateAsync<string>(Focus);
            if (stop.Length == 0) break;
            stops.Add(stop);
        }

        return stops;
    }

    /// <summary>Makes all text so much larger, as a person sets it in the browser.</summary>
    public static Task EnlargeAsync(IPage page, int percent) => page.EvaluateAsync("percent => { document.documentElement.style.fontSize = percent + '%'; }", percent);
}
