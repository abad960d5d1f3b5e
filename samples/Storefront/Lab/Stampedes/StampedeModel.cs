using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Storefront.Errors;

namespace Storefront.Lab.Stampedes;

internal sealed class StampedeModel(StampedeRun run) : PageModel
{
    public StampedeResult? Last => run.Last;

    public async Task<IActionResult> OnPostAsync([FromForm] string? callers, CancellationToken cancellationToken)
    {
        if (LabNumber.Read(callers, StampedeRun.Usual, 1, StampedeRun.Most) is not { } count) return this.Refuse(StatusCodes.Status400BadRequest, StampedeRun.Rule);
        await run.RunAsync(count, cancellationToken);
        return Redirect("/lab/stampede");
    }
}
