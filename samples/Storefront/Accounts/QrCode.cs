using System.Globalization;
using System.Text;
using QRCoder;

namespace Storefront.Accounts;

/// <summary>A QR code as the path of an SVG: it stands in the page, and no file is written.</summary>
/// <param name="Size">The width and height in modules, the quiet zone around it included.</param>
/// <param name="Path">The dark modules.</param>
internal sealed record QrCode(int Size, string Path)
{
    public static QrCode Of(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var rows = data.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        for (var x = 0; x < rows[y].Length; x++)
        {
            var run = 0;
            while (x + run < rows[y].Length && rows[y][x + run]) run++;
            if (run == 0) continue;
            path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h{run}v1h-{run}z");
            x += run;
        }

        return new QrCode(rows.Count, path.ToString());
    }
}
