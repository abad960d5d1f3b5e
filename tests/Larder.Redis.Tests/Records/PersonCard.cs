namespace Larder.Redis.Tests.Records;

/// <summary>Another part of it.</summary>
internal sealed record PersonCard(int Id, string? Avatar, decimal Balance, DateOnly Birthday, bool IsActive);
