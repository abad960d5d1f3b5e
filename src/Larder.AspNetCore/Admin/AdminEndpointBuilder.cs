using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Larder.AspNetCore.Admin;

/// <summary>A place for endpoints that the application does not see by itself.</summary>
internal sealed class AdminEndpointBuilder(IEndpointRouteBuilder outer) : IEndpointRouteBuilder
{
    public IServiceProvider ServiceProvider => outer.ServiceProvider;

    public ICollection<EndpointDataSource> DataSources { get; } = [];

    public IApplicationBuilder CreateApplicationBuilder() => outer.CreateApplicationBuilder();
}
