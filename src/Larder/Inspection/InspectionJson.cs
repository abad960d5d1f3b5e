using System.Text.Json.Serialization;
using Larder.Diagnostics;

namespace Larder.Inspection;

/// <summary>How the documents of this room are JSON: names begin small, enumerations are words.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AppReport))]
[JsonSerializable(typeof(CacheHealth))]
[JsonSerializable(typeof(KeyPage))]
[JsonSerializable(typeof(EntrySight))]
[JsonSerializable(typeof(ValueSight))]
[JsonSerializable(typeof(CacheEvent))]
[JsonSerializable(typeof(RemovalRequest))]
[JsonSerializable(typeof(RemovalAnswer))]
[JsonSerializable(typeof(WarmUpRequest))]
[JsonSerializable(typeof(WarmUpAnswer))]
[JsonSerializable(typeof(AdminProblem))]
[JsonSerializable(typeof(LocalApp))]
public sealed partial class InspectionJson : JsonSerializerContext;
