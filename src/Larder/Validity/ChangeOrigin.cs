namespace Larder.Validity;

/// <summary>How this process came to know of a change.</summary>
internal enum ChangeOrigin
{
    /// <summary>A tier's stream told of it: an answer that stands behind it in the stream is younger.</summary>
    Told,

    /// <summary>It makes the change itself: only what it asks for later is younger.</summary>
    Own,
}
