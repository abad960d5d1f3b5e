namespace Larder.Tests.Records;

/// <summary>The entity of the documents.</summary>
internal sealed record User(int Id, string Name, string Password, string? Avatar, int Age, string Email, DateOnly Birthday);
