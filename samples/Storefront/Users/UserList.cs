using System.Collections.Immutable;

namespace Storefront.Users;

/// <summary>A part of the users.</summary>
internal sealed record UserList(ImmutableArray<UserContact> Items, int Skip, int Limit);
