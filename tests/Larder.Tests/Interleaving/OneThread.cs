namespace Larder.Tests.Interleaving;

/// <summary>Runs on this thread alone: the runner's own context would send what goes on elsewhere.</summary>
internal static class OneThread
{
    public static void Run(Action action)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            action();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }
}
