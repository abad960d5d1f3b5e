using Larder.Loading;

namespace Larder.Pipeline;

/// <summary>A batch's part in the flight of one key.</summary>
internal sealed record Seat<TId, T>(TId Id, string Key, Flight<T> Flight, bool Begun, long JoinedAt);
