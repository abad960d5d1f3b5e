using System.Text.Json.Serialization;

namespace Larder.Tests.Hosting;

/// <summary>Contracts as a trimmed application has them.</summary>
[JsonSerializable(typeof(Dictionary<string, int>))]
internal sealed partial class SampleContracts : JsonSerializerContext;
