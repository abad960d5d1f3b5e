namespace Larder.Chaos.Writing;

/// <summary>What a run found. All but the first two should be zero.</summary>
/// <param name="Rounds">Rounds that were played.</param>
/// <param name="Acknowledged">Writes that were acknowledged.</param>
/// <param name="Lost">Acknowledged writes that the database does not have, nor a later one.</param>
/// <param name="Misordered">Rows that end with another write than the newest that was applied.</param>
/// <param name="Resurrected">Rows that are there although their deletion was acknowledged last.</param>
/// <param name="Backwards">Changes of a row to an older write.</param>
/// <param name="Misread">Rows that an application reads otherwise than the database has them.</param>
public sealed record WriteReport(int Rounds, long Acknowledged, int Lost, int Misordered, int Resurrected, int Backwards, int Misread)
{
    public bool IsKept => Lost + Misordered + Resurrected + Backwards + Misread == 0;
}
