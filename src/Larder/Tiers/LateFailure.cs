namespace Larder.Tiers;

/// <summary>Looks at how a call ends that nobody waits for any more, so that its failure is not reported as one that nobody saw.</summary>
internal static class LateFailure
{
    public static void Observe(Task abandoned) => abandoned.ContinueWith(
        static late => late.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
