using Microsoft.CodeAnalysis;

namespace Larder.Architecture.Sources;

/// <summary>The usings that a web project has without writing them.</summary>
internal static class WebUsings
{
    public static SyntaxTree Tree { get; } = SourceFile.Parse("p/WebUsings.cs", """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Net.Http.Json;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Hosting;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Routing;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging;
        """, "p").Tree;
}
