using Larder.Versions;
using Microsoft.Extensions.Options;

namespace Larder.AspNetCore.Sessions;

/// <summary>What all sessions of an application share.</summary>
internal sealed record SessionPlace(
    ICache Cache, IVersionedEntries Entries, SessionSeal Seal, SessionCookie Cookie, SessionLog Log, IOptions<LarderSessionOptions> Options,
    TimeProvider Time, Random Chance)
{
    public LarderSessionOptions Limits => Options.Value;

    /// <summary>A number from zero to below this one.</summary>
    public int Draw(int below)
    {
        lock (Chance) return Chance.Next(below);
    }

    public static string KeyOf(string session) => $"session:{session}";
}
