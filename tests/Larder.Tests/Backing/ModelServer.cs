using Larder.Journal;
using Larder.Testing.Journal;
using Larder.Testing.Tiers;

namespace Larder.Tests.Backing;

/// <summary>What the processes of a test share.</summary>
internal sealed class ModelServer
{
    public ModelServer()
    {
        Slots = new InMemoryTierServer(TimeProvider.System);
        Journal = new InMemoryJournalServer(Slots);
    }

    public InMemoryTierServer Slots { get; }

    public InMemoryJournalServer Journal { get; }

    /// <summary>What stands between a process and its journal.</summary>
    public Func<IWriteJournal, IWriteJournal> Around { get; set; } = static journal => journal;
}
