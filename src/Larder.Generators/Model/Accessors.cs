namespace Larder.Generators.Model;

/// <summary>What a property can.</summary>
[Flags]
internal enum Accessors
{
    None = 0,
    Get = 1,
    Set = 2,
    Init = 4,
    RefGet = 8,
}
