namespace Larder.Serialization;

/// <summary>Where a type was met.</summary>
internal enum TypePlace
{
    /// <summary>It is the type of the value itself, and no other.</summary>
    Top,

    /// <summary>The same, as a struct that is copied whenever it is handed over.</summary>
    TopUnboxed,

    /// <summary>A field or an element is declared so: there may be a value of a derived type in it.</summary>
    Field,
}
