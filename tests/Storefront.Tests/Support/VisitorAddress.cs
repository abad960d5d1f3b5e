using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Storefront.Tests.Support;

/// <summary>Lets a test say from which address a request comes; the test server has no network.</summary>
internal sealed class VisitorAddress : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(static (HttpContext context, RequestDelegate rest) =>
        {
            if (IPAddress.TryParse(context.Request.Headers[Shop.AddressHeader], out var address)) context.Connection.RemoteIpAddress = address;
            return rest(context);
        });
        next(app);
    };
}
