namespace Larder.Durable;

/// <summary>A value of a durable set.</summary>
/// <param name="Name">Its name in the set; 1 to 1,024 characters without control characters.</param>
/// <param name="Text">What is kept.</param>
public sealed record DurableValue(string Name, string Text);
