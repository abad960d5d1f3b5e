namespace Larder.AspNetCore.Tests.Support;

public enum TierKind
{
    Memory,
    Sqlite,
    Redis,
}
