namespace Larder.Tests.Records;

/// <summary>Which comparison of versions the records of a test lack, to prove that it is found out.</summary>
public enum MissingComparison
{
    None,

    /// <summary>A fill takes whatever version is there.</summary>
    OfFills,

    /// <summary>An update takes whatever version is there.</summary>
    OfUpdates,
}
