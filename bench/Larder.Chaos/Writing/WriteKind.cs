namespace Larder.Chaos.Writing;

/// <summary>What a write does.</summary>
internal enum WriteKind
{
    Save,
    Delete,
}
