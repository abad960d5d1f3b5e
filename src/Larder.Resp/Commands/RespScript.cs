using System.Security.Cryptography;
using System.Text;

namespace Larder.Resp.Commands;

/// <summary>A Lua script and its name at the server, the SHA-1 of its text. Make it once, use it often.</summary>
public sealed class RespScript
{
    /// <summary>A script by its text.</summary>
    public RespScript(string text) : this(text, CommandTraits.Writes)
    {
    }

    /// <summary>A script by its text, with what may be done with it: Reads for one that changes nothing, Idempotent for one that may run twice.</summary>
    public RespScript(string text, CommandTraits traits)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        Text = text;
        Traits = traits;
#pragma warning disable CA5350 // The server's name for it, no secret.
        Sha = Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350
    }

    /// <summary>The script.</summary>
    public string Text { get; }

    /// <summary>What may be done with it.</summary>
    public CommandTraits Traits { get; }

    /// <summary>Its SHA-1 in hexadecimal.</summary>
    public string Sha { get; }

    /// <summary>The command that runs it by its name; a server that does not have it answers NOSCRIPT.</summary>
    public Command Call(in ScriptCall call) => ScriptCommands.Call("EVALSHA", Sha, call).With(Traits);
}
