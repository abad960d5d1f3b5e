using Larder.Declared;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Storefront.Lab.Manual;

/// <summary>All families of keys that the attributes of the shop declare.</summary>
internal sealed class KeysModel(CacheFamilies families) : PageModel
{
    public IReadOnlyList<CacheFamily> Families => families.All;
}
