namespace Storefront.Shared;

/// <summary>Marks an endpoint that answers programs, at an address where browsers get a page.</summary>
internal sealed class TextAnswer
{
    private TextAnswer()
    {
    }

    public static TextAnswer Mark { get; } = new();
}
