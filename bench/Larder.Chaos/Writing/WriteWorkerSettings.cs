namespace Larder.Chaos.Writing;

/// <summary>What an application that writes behind is told at its start.</summary>
/// <param name="Redis">The address of its journal.</param>
/// <param name="Postgres">The connection string of its database.</param>
/// <param name="Durability"><c>local</c> or <c>memory</c>.</param>
/// <param name="Without">What it does wrong.</param>
internal sealed record WriteWorkerSettings(string Redis, string Postgres, string Durability, WriteBreak Without)
{
    public const string Argument = "--write-worker";

    public static WriteWorkerSettings Parse(string[] arguments) => new(arguments[1], arguments[2], arguments[3], Enum.Parse<WriteBreak>(arguments[4]));

    public string[] ToArguments() => [Argument, Redis, Postgres, Durability, Without.ToString()];
}
