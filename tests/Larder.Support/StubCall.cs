namespace Larder.Support;

/// <summary>A command that a <see cref="RespStub"/> was sent.</summary>
/// <param name="Connection">On which connection.</param>
/// <param name="Words">The name of the command and its arguments, a character a byte.</param>
public sealed record StubCall(StubConnection Connection, string[] Words)
{
    /// <summary>The command's name in capitals.</summary>
    public string Name => Words[0].ToUpperInvariant();
}
