namespace Larder.Resp.Commands;

/// <summary>Scripts and functions.</summary>
public static class ScriptCommands
{
    /// <summary>Runs a script by its name; a server that does not have it gets its text, once.</summary>
    public static async ValueTask<T> EvaluateAsync<T>(
        this IRespExecutor redis, RespScript script, ScriptCall call, Reply<T> reply, CancellationToken cancellationToken = default)
    {
        try
        {
            return await redis.ExecuteAsync(script.Call(call), reply, cancellationToken).ConfigureAwait(false);
        }
        catch (RespServerException unknown) when (unknown.Code == "NOSCRIPT")
        {
            // EVAL runs it and keeps it, at the very node that lacks it.
            return await redis.ExecuteAsync(Call("EVAL", script.Text, call).With(script.Traits), reply, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Has each server keep a script; its name.</summary>
    public static ValueTask<string?> LoadAsync(this IRespExecutor redis, RespScript script, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("SCRIPT LOAD").Arg(script.Text), Replies.Text, cancellationToken);

    /// <summary>Calls a function of a loaded library.</summary>
    public static ValueTask<T> CallAsync<T>(
        this IRespExecutor redis, string function, ScriptCall call, Reply<T> reply, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(Call("FCALL", function, call), reply, cancellationToken);

    /// <summary>Loads a library of functions at each server, over an older one of its name; its name.</summary>
    public static ValueTask<string?> LoadFunctionsAsync(this IRespExecutor redis, string library, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("FUNCTION LOAD").Arg("REPLACE").Arg(library), Replies.Text, cancellationToken);

    internal static Command Call(string name, string what, in ScriptCall call) =>
        new Command(name).Arg(what).Arg(call.Keys.Count).Keys(call.Keys).Args(call.Arguments);
}
