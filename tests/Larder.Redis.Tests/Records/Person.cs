namespace Larder.Redis.Tests.Records;

/// <summary>A row.</summary>
internal sealed record Person(int Id, string Name, string? Avatar, decimal Balance, string Email, DateOnly Birthday, bool IsActive, byte[] Photo);
