using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Storefront.Errors;
using Storefront.Strip;

namespace Storefront.Profile;

internal sealed class ProfileModel(IUserProfiles profiles, PageReads page) : PageModel
{
    public UserProfile Profile { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        UserProfile? profile;
        using (page.MeasureData()) profile = User.UserId() is { } id ? await profiles.FindAsync(id, cancellationToken) : null;
        if (profile is null) return this.Refuse(StatusCodes.Status404NotFound, "This account is gone.");

        Profile = profile;
        return Page();
    }
}
