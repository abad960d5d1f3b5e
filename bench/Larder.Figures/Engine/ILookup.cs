namespace Larder.Figures.Engine;

/// <summary>
/// One way to look a key up. Implemented by structs, so that the one loop that measures all of them is compiled for each, and adds nothing to
/// the call that a caller would write.
/// </summary>
internal interface ILookup
{
    string Find(string key);
}
