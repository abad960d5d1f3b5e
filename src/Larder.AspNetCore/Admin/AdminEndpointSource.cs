using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace Larder.AspNetCore.Admin;

/// <summary>
/// Shows endpoints to the application only when they are guarded: by its own policies, or by what is said to be open for another reason, such as a token.
/// Otherwise there are none, and a request for one is answered as any other for something that does not exist.
/// </summary>
internal sealed class AdminEndpointSource(AdminEndpointBuilder inner, bool isServed) : EndpointDataSource
{
    public override IReadOnlyList<Endpoint> Endpoints =>
        [.. inner.DataSources.SelectMany(static source => source.Endpoints).Where(endpoint => isServed || AdminGate.IsGuardedByApplication(endpoint.Metadata))];

    public override IChangeToken GetChangeToken() => new CompositeChangeToken([.. inner.DataSources.Select(static source => source.GetChangeToken())]);

    /// <summary>Where the token guards, a policy of the application that is for everything else must not ask for a user.</summary>
    public static void LeaveToToken(EndpointBuilder endpoint)
    {
        if (!endpoint.Metadata.Any(static one => one is IAuthorizeData or AuthorizationPolicy)) endpoint.Metadata.Add(new AllowAnonymousAttribute());
    }
}
