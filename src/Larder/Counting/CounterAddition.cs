namespace Larder.Counting;

/// <summary>Something to add to a counter.</summary>
/// <param name="Name">The counter's name.</param>
/// <param name="By">How much; may be negative.</param>
/// <param name="KeepFor">How long after this addition the counter is kept; null: for ever.</param>
/// <param name="Operation">Its id: the same one at each attempt.</param>
public readonly record struct CounterAddition(string Name, long By, TimeSpan? KeepFor, OperationId Operation);
