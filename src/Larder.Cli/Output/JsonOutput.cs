using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Larder.Inspection;

namespace Larder.Cli.Output;

/// <summary>One document of JSON, as the application would give it. Nothing that a terminal obeys is in it.</summary>
internal static class JsonOutput
{
    public static InspectionJson Contracts { get; } = new(new JsonSerializerOptions(InspectionJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static void Write<TDocument>(Terminal terminal, TDocument document, JsonTypeInfo<TDocument> contract) =>
        terminal.Line(JsonSerializer.Serialize(document, contract));
}
