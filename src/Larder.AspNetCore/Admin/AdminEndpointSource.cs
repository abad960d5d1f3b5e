using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace Larder.AspNetCore.Admin;

/// <summary>
/// Shows the endpoints to the application only when somebody guards them: its own policies, or a token. Otherwise there are none, and a request for one is
/// answered as any other for something that does not exist.
/// </summary>
internal sealed class AdminEndpointSource(AdminEndpointBuilder inner, AdminTokens tokens) : EndpointDataSource
{
    public override IReadOnlyList<Endpoint> Endpoints =>
        [.. inner.DataSources.SelectMany(static source => source.Endpoints).Where(endpoint => !tokens.IsEmpty || AdminGate.IsGuardedByApplication(endpoint.Metadata))];

    public override IChangeToken GetChangeToken() => new CompositeChangeToken([.. inner.DataSources.Select(static source => source.GetChangeToken())]);

    /// <summary>Where the token guards, a policy of the application that is for everything else must not ask for a user.</summary>
    public static void LeaveToToken(EndpointBuilder endpoint)
    {
        if (!endpoint.Metadata.Any(static one => one is IAuthorizeData or AuthorizationPolicy)) endpoint.Metadata.Add(new AllowAnonymousAttribute());
    }
}
