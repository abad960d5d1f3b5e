using Larder.Backing;

namespace Storefront.Lab;

/// <summary>One strategy as the lab's page shows it.</summary>
internal interface ILabRun
{
    WriteStrategy Strategy { get; }

    /// <summary>Writes the row so often, each time one more, and reads it after each write.</summary>
    Task RunAsync(int writes, CancellationToken cancellationToken);

    /// <summary>What it came to, now.</summary>
    Task<LabView> LookAsync(CancellationToken cancellationToken);
}
