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
}
