using System.Globalization;

namespace Storefront.Users;

/// <summary>A row as the database has it, where a day is a text.</summary>
internal sealed class UserRow
{
    public int Id { get; init; }

    public string Name { get; init; } = "";

    public string? Avatar { get; init; }

    public int Age { get; init; }

    public string Email { get; init; } = "";

    public string Birthday { get; init; } = "";

    public User ToUser() => new()
    {
        Id = Id, Name = Name, Avatar = Avatar, Age = Age, Email = Email,
        Birthday = DateOnly.ParseExact(Birthday, "yyyy-MM-dd", CultureInfo.InvariantCulture),
    };
}
