namespace Larder.Generators.Model;

/// <summary>A key, tag or pattern that has been understood.</summary>
/// <param name="Template">As people read it.</param>
/// <param name="Pieces">Its pieces.</param>
/// <param name="Remembered">The type of the one argument whose texts are worth remembering; empty if there is none.</param>
internal sealed record KeyModel(string Template, EquatableArray<KeyPiece> Pieces, string Remembered)
{
    public bool IsConstant => Pieces.All(static piece => piece.IsText);

    public bool UsesResult => Pieces.Any(static piece => piece.IsResult);

    public string Prefix => Pieces.Count > 0 && Pieces[0].IsText ? Pieces[0].Text : "";
}
