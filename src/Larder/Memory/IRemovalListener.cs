using Larder.Diagnostics;
using Larder.Entries;

namespace Larder.Memory;

/// <summary>Hears of each entry that leaves memory, once, under the lock that removed it: it must be quick and not call back.</summary>
internal interface IRemovalListener
{
    void Removed(Node node, RemovalCause cause);
}
