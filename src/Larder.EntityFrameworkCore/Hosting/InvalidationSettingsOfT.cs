using Microsoft.EntityFrameworkCore;

namespace Larder.EntityFrameworkCore.Hosting;

/// <summary>The settings of one type of context, as a service.</summary>
internal sealed record InvalidationSettings<TContext>(InvalidationSettings Settings)
    where TContext : DbContext;
