namespace Larder.HitRate.Models;

/// <summary>What may be varied in <see cref="HotColdModel"/>, to show what each part is worth. The defaults are what the store does.</summary>
/// <param name="FirstShare">Which share of the capacity the cold part has at first.</param>
/// <param name="Grow">How many entries the cold part grows by when one returns that was never hot; 0: the share stays as it is.</param>
/// <param name="Shrink">How many entries the cold part shrinks by when one returns that had been hot.</param>
/// <param name="ShrinkForLate">How many entries it shrinks by when one returns too late to become hot.</param>
/// <param name="MostHits">Up to which number hits are counted between two visits of the hand.</param>
/// <param name="MostTurns">How many entries one search passes over.</param>
/// <param name="Remembered">How many keys that left are remembered, as a multiple of the capacity.</param>
/// <param name="NearShare">Within which part of the time that the oldest hot entry has stood a key must return for the cold part to grow.</param>
/// <param name="GateBySketch">Whether a returning key must also have been seen more often than the hot entry it pushes out.</param>
internal sealed record HotColdSettings(
    double FirstShare = 0.02,
    double Grow = 0.5,
    double Shrink = 0.25,
    double ShrinkForLate = 0.1,
    int MostHits = 3,
    int MostTurns = 64,
    double Remembered = 2,
    double NearShare = 0.75,
    bool GateBySketch = false);
