using Microsoft.AspNetCore.Mvc;

namespace Storefront.Accounts;

internal static class ReturnAddress
{
    /// <summary>Where to go after logging in: an address of this shop, else the front page. Nobody is sent to another site.</summary>
    public static string Local(this IUrlHelper url, string? address) => url.IsLocalUrl(address) ? address : "/";
}
