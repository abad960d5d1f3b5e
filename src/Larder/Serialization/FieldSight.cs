namespace Larder.Serialization;

/// <summary>Whether reflection shows all fields of a type.</summary>
internal enum FieldSight
{
    /// <summary>It does, but for those that trimming removed because nothing uses them: what nothing uses, nothing changes.</summary>
    Fields,

    /// <summary>It may not: compiled ahead of time, fields exist of which there is no metadata.</summary>
    None,
}
