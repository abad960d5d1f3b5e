using Larder.Validity;

namespace Larder.Redis.Tiers;

/// <summary>What a server answered, and by which ticket it may be kept in memory.</summary>
internal readonly record struct Answer<T>(T Value, InstallTicket Ticket);
