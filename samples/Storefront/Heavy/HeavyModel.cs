using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Storefront.Settings;

namespace Storefront.Heavy;

internal sealed class HeavyModel(HeavyAnswer answer, IOptions<StorefrontOptions> options) : PageModel
{
    /// <summary>How long the computation takes.</summary>
    public double Seconds => options.Value.HeavySeconds;

    /// <summary>The answer as curl gets it, without the end of line.</summary>
    public string Answer { get; private set; } = "";

    public async Task OnGetAsync(CancellationToken cancellationToken) => Answer = await answer.AskAsync(cancellationToken);
}
