using System.Text;
using Larder.Settings;

namespace Larder.Tests.Settings;

public class JsonLinesTests
{
    private const string Json = """
        {
          // a comment
          "Logging": { "Level": "x" }, "Larder": {
            "Name": "shop",
            /* more
               than one line */
            "Expiration": {
              "Short": "5m", "Long": "24h",
            },
            "Sqlite:Path": "a.db",
            "List": [
              "zero",
              { "Name": "one", "Inner": [ true,
                42 ] },
            ],
            "After": 1,
          },
          "Short": "other",
        }
        """;

    [Theory]
    [InlineData("Logging:Level", 3)]
    [InlineData("Larder", 3)]
    [InlineData("Larder:Name", 4)]
    [InlineData("larder:NAME", 4)]
    [InlineData("Larder:Expiration", 7)]
    [InlineData("Larder:Expiration:Short", 8)]
    [InlineData("Larder:Expiration:Long", 8)]
    [InlineData("Larder:Sqlite:Path", 10)]
    [InlineData("Larder:List:0", 12)]
    [InlineData("Larder:List:1", 13)]
    [InlineData("Larder:List:1:Name", 13)]
    [InlineData("Larder:List:1:Inner:1", 14)]
    [InlineData("Larder:After", 16)]
    [InlineData("Short", 18)]
    public void A_key_is_found_on_its_line(string key, int line)
    {
        Assert.Equal(line, JsonLines.Find(Encoding.UTF8.GetBytes(Json), key));
        Assert.Equal(line, JsonLines.Find(Encoding.UTF8.GetBytes('\uFEFF' + Json.ReplaceLineEndings("\r\n")), key));
    }

    [Theory]
    [InlineData("Expiration:Short")]
    [InlineData("Larder:Expiration:Medium")]
    [InlineData("Larder:List:2")]
    [InlineData("")]
    public void A_key_that_is_not_there_has_no_line(string key)
    {
        Assert.Null(JsonLines.Find(Encoding.UTF8.GetBytes(Json), key));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"A\": ")]
    [InlineData("not json")]
    public void What_is_no_JSON_has_no_lines(string text)
    {
        Assert.Null(JsonLines.Find(Encoding.UTF8.GetBytes(text), "Larder:Name"));
    }
}
