namespace Storefront.Users;

/// <summary>A user as it came in: nothing of it is trusted before <see cref="Problem"/> is null.</summary>
internal sealed record UserDraft
{
    private const int MaxName = 120;
    private const int MaxAvatar = 200;
    private static readonly DateOnly Oldest = new(1900, 1, 1);

    public string? Name { get; init; }

    public string? Email { get; init; }

    public string? Avatar { get; init; }

    public DateOnly? Birthday { get; init; }

    /// <summary>What is wrong; null when nothing is.</summary>
    public string? Problem(DateOnly today)
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > MaxName || Name.Any(char.IsControl)) return $"The name has 1 to {MaxName} characters.";
        if (Email is null || !UserRules.IsEmail(Email)) return UserRules.EmailRule;
        if (Avatar is { } avatar && (avatar.Length > MaxAvatar || !avatar.StartsWith('/'))) return "The avatar is a path of this shop, such as /avatars/7.png, or null.";
        return Birthday is { } day && day >= Oldest && day <= today ? null : "The birthday is a day such as 1990-12-31, not in the future.";
    }

    /// <summary>The user that it makes; only after <see cref="Problem"/> was null.</summary>
    public User Of(int id, DateOnly today)
    {
        var born = Birthday!.Value;
        var age = today.Year - born.Year;
        return new User
        {
            Id = id,
            Name = Name!.Trim(),
            Email = Email!.ToLowerInvariant(),
            Avatar = Avatar,
            Birthday = born,
            Age = born.AddYears(age) > today ? age - 1 : age,
        };
    }
}
