using System.Globalization;
using Larder.Figures;
using Larder.Figures.Declare;
using Larder.Figures.Engine;
using Larder.Figures.Page;
using Larder.Figures.Redis;
using Larder.Figures.Resp;
using Larder.Figures.Web;
using Larder.Figures.Write;

// Measures and prints every figure that the documents name, a line each: figure <name> <value> <unit>.
// usage: Larder.Figures [area] [file or folder of traces]... [--seconds=n]
const string Seconds = "--seconds=";
var history = args.FirstOrDefault(argument => argument.StartsWith(Seconds, StringComparison.Ordinal)) is { } given
    ? TimeSpan.FromSeconds(double.Parse(given[Seconds.Length..], CultureInfo.InvariantCulture))
    : TimeSpan.FromMinutes(1);
string[] traces = [.. args.Where(Path.Exists)];
string[] names = [.. args.Except(traces).Where(argument => !argument.StartsWith(Seconds, StringComparison.Ordinal))];
IFigureArea[] areas = [new PageFigures(), new EngineFigures(traces), new RespFigures(), new RedisFigures(history), new WriteFigures(), new DeclareFigures(), new WebFigures()];

var unknown = names.FirstOrDefault(name => !Array.Exists(areas, area => area.Name == name));
if (unknown is not null)
{
    Console.Error.WriteLine($"There is no area and no file or folder \"{unknown}\". Areas: {string.Join(", ", areas.Select(area => area.Name))}.");
    return 2;
}

var chosen = names.Length == 0 ? areas : Array.FindAll(areas, area => names.Contains(area.Name));

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupted.Cancel();
};

foreach (var area in chosen) await area.MeasureAsync(new FigureWriter(Console.Out), interrupted.Token);
return 0;
