using Demos.Running;

namespace Demos;

/// <summary>Shops with the servers that they need, started and stopped together: <c>Demos fleet|failover|cluster [--port 5000] [arguments of the shop]</c>.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        using var stop = new StopSignal();
        try
        {
            return await Demo.RunAsync(args, Console.Out, Console.In, stop.Token);
        }
        catch (Exception failure) when (failure is InvalidOperationException or FormatException or IOException)
        {
            Console.Error.WriteLine(failure.Message);
            return 1;
        }
    }
}
