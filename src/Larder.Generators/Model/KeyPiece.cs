namespace Larder.Generators.Model;

/// <summary>A piece of a key: text, or an expression over a parameter.</summary>
/// <param name="Text">The text; of an expression, the members behind the parameter: <c>?.Customer.Id</c>.</param>
/// <param name="Root">The parameter; <c>return</c> for the result; empty for text.</param>
/// <param name="Cast">In front of the parameter; empty, or a cast that chooses how it is written.</param>
/// <param name="IsType">True if the root is a type parameter.</param>
internal sealed record KeyPiece(string Text, string Root, string Cast, bool IsType)
{
    public bool IsText => Root.Length == 0;

    public bool IsResult => Root == "return";

    public static KeyPiece Of(string text) => new(text, "", "", false);
}
