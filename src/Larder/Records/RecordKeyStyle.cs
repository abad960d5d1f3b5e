namespace Larder.Records;

/// <summary>How the keys of records read.</summary>
public enum RecordKeyStyle
{
    /// <summary><c>user:id:1</c> and <c>user:email:a@b.c</c>. The default.</summary>
    Named,

    /// <summary>
    /// <c>user:1</c>, and of the first lookup <c>user:a@b.c</c>, as long as no value can be taken for another's key; where it could be, the key is named.
    /// </summary>
    Plain,
}
