using Larder.EntityFrameworkCore.Mapping;

namespace Larder.EntityFrameworkCore.Hosting;

/// <summary>What was chosen for one type of context.</summary>
internal sealed class InvalidationSettings
{
    public InvalidationMap Map { get; } = new();

    /// <summary>The name of the cache; empty for the default one.</summary>
    public string Cache { get; set; } = "";

    /// <summary>Null: there is no outbox.</summary>
    public OutboxOptions? Outbox { get; set; }
}
