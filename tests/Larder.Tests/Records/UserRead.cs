namespace Larder.Tests.Records;

/// <summary>What others may see of a user.</summary>
internal sealed record UserRead(int Id, string Name, string Email, string? Avatar);
