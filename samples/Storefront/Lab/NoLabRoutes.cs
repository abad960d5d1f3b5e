using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace Storefront.Lab;

/// <summary>Takes their addresses from the pages of the lab.</summary>
internal sealed class NoLabRoutes : IPageRouteModelConvention
{
    public void Apply(PageRouteModel model)
    {
        for (var at = model.Selectors.Count - 1; at >= 0; at--)
            if (model.Selectors[at].AttributeRouteModel?.Template is { } template && IsOfLab(template)) model.Selectors.RemoveAt(at);
    }

    private static bool IsOfLab(string template) =>
        template.Trim('/') is var path && (path.Equals("lab", StringComparison.OrdinalIgnoreCase) || path.StartsWith("lab/", StringComparison.OrdinalIgnoreCase));
}
