using Larder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Storefront.Errors;

namespace Storefront.Lab.Visiting;

internal sealed class VisitorModel(VisitorSwitch visitor, VisitorTally tally) : PageModel
{
    public int PerSecond => visitor.Pace.PerSecond;

    public VisitorTally Tally => tally;

    /// <summary>Of a hundred looks, how many the database had no part in; null before the first.</summary>
    public double? Percent => tally.Looks > 0 ? 100.0 * (tally.Of(ReadSource.Memory) + tally.Of(ReadSource.Shared)) / tally.Looks : null;

    public IActionResult OnPost([FromForm] string? rate)
    {
        if (LabNumber.Read(rate, VisitorSwitch.Usual, 0, VisitorSwitch.Most) is not { } perSecond) return this.Refuse(StatusCodes.Status400BadRequest, VisitorSwitch.Rule);
        visitor.Set(perSecond);
        return Redirect("/lab/visitor");
    }
}
