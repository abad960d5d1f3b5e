using Larder.AspNetCore.Admin;
using Larder.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.AspNetCore.Tests.Admin;

/// <summary>What an application of a test is made of.</summary>
internal sealed record AdminTrial
{
    public string Environment { get; init; } = "Production";

    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    public Action<AdminOptions> Options { get; init; } = static _ => { };

    public Action<LarderBuilder> Cache { get; init; } = static _ => { };

    public Action<IServiceCollection> Services { get; init; } = static _ => { };

    public Action<WebApplication> Pipeline { get; init; } = static _ => { };

    public Action<IEndpointConventionBuilder> Conventions { get; init; } = static _ => { };
}
