namespace Larder.Chaos.Protocol;

/// <summary>What the source of truth can be asked.</summary>
internal enum QuestionKind : byte
{
    Read = 1,
    Commit,
}
