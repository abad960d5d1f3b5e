using Larder.Journal;

namespace Larder.Hosting;

/// <summary>How the journal of one cache is made, once its settings are known.</summary>
/// <param name="Tier">The short name of the shared tier that it belongs to.</param>
/// <param name="Create">Makes it.</param>
internal sealed record JournalRegistration(string Tier, Func<IServiceProvider, CacheOptions, JournalSettings, IWriteJournal> Create)
{
    /// <exception cref="JournalRefusedException">There is none.</exception>
    public static JournalRegistration Choose(IEnumerable<JournalRegistration> registrations, SharedTierChoice choice)
    {
        var journal = choice switch
        {
            SharedTierChoice.Auto => registrations.LastOrDefault(),
            SharedTierChoice.None => null,
            _ => registrations.LastOrDefault(one => one.Tier.Equals(choice.ToString(), StringComparison.OrdinalIgnoreCase)),
        };
        return journal ?? throw new JournalRefusedException(
            "LAR501", "A store is registered with WriteStrategy.Behind, and the cache has no journal. Call UseRedis() or UseSqlite() on what AddLarder() returns.");
    }
}
