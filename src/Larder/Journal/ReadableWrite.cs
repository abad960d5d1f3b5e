namespace Larder.Journal;

/// <summary>A record that was understood; who understood it adds what it found.</summary>
internal abstract class ReadableWrite(JournalRecord record)
{
    public JournalRecord Record => record;
}
