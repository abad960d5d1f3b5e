using System.Globalization;
using Demos.Nodes;

namespace Demos.Control;

/// <summary>What can be said to the servers, a line each: <c>state</c>, <c>stop PORT</c>, <c>start PORT</c>.</summary>
internal sealed class Orders(INodes nodes)
{
    /// <summary>Does what a line says. The answer: the lines of the state and <c>ok</c>, or <c>error</c> and why.</summary>
    public async Task<IReadOnlyList<string>> DoAsync(string line)
    {
        try
        {
            return line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) switch
            {
                ["state"] => [.. await nodes.StateAsync(), "ok"],
                ["stop", var port] => await DoneAsync(nodes.StopAsync(Port(port))),
                ["start", var port] => await DoneAsync(nodes.StartAsync(Port(port))),
                _ => ["error Say state, stop PORT or start PORT."],
            };
        }
        catch (Exception failure) when (failure is InvalidOperationException or IOException or TimeoutException)
        {
            return [$"error {failure.Message.ReplaceLineEndings(" ")}"];
        }
    }

    private static async Task<IReadOnlyList<string>> DoneAsync(Task work)
    {
        await work;
        return ["ok"];
    }

    private static int Port(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : throw new InvalidOperationException($"{text} is no port.");
}
