namespace Demos.Running;

/// <summary>What a demo was started with.</summary>
/// <param name="Port">Where the shop listens.</param>
/// <param name="More">What the shop is told besides.</param>
/// <param name="Output">Where to write.</param>
/// <param name="Input">Where orders are typed.</param>
internal sealed record Start(int Port, string[] More, TextWriter Output, TextReader Input);
