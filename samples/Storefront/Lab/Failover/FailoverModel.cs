using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Storefront.Errors;

namespace Storefront.Lab.Failover;

internal sealed class FailoverModel(NodeTable table, NodeControl control) : PageModel
{
    public IReadOnlyList<NodeView> Nodes { get; private set; } = [];

    public IReadOnlyList<string> Counters => table.Counters;

    public bool HasControl => control.IsThere;

    /// <summary>What became of the last command; null when there was none.</summary>
    public string? Answer { get; private set; }

    /// <summary>Whether all servers that answer have the same value of each counter.</summary>
    public bool AreEqual => Enumerable.Range(0, Counters.Count).All(
        at => Nodes.Where(static node => node.Role is not null).Select(node => node.Counters[at]).Distinct().Count() <= 1);

    public async Task OnGetAsync(CancellationToken cancellationToken) => Nodes = await table.LookAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync([FromForm] string? command, [FromForm] string? node, CancellationToken cancellationToken)
    {
        if (command is not ("stop" or "start") || node is null || !table.Nodes.Contains(node))
            return this.Refuse(StatusCodes.Status400BadRequest, "The command is stop or start, and the node one of those in the table.");

        Answer = $"{command} {node}: {await control.AskAsync(command, System.Net.IPEndPoint.Parse(node).Port, cancellationToken)}";
        Nodes = await table.LookAsync(cancellationToken);
        return Page();
    }
}
