using Larder.Figures;
using Larder.Figures.Page;
using Larder.Figures.Resp;

// Measures and prints every figure that the documents name, a line each: figure <name> <value> <unit>.
IFigureArea[] areas = [new PageFigures(), new RespFigures()];

var only = args.Length > 0 ? args[0] : null;
var chosen = only is null ? areas : Array.FindAll(areas, area => area.Name == only);
if (chosen.Length == 0)
{
    Console.Error.WriteLine($"There is no area \"{only}\". Areas: {string.Join(", ", areas.Select(area => area.Name))}.");
    return 2;
}

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupted.Cancel();
};

foreach (var area in chosen) await area.MeasureAsync(new FigureWriter(Console.Out), interrupted.Token);
return 0;
