namespace Larder.Redis.Tests.Records;

/// <summary>A part of it.</summary>
internal sealed record PersonName(int Id, string Name, string Email);
