namespace Larder.AspNetCore;

/// <summary>How the tickets of signed-in users are kept.</summary>
public sealed class LarderTicketOptions
{
    /// <summary>The cache that holds them. Default: the default cache.</summary>
    public string Cache { get; set; } = "";

    /// <summary>How long a ticket lives that names no end; more than zero. Default 14 days, as a cookie has.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromDays(14);
}
