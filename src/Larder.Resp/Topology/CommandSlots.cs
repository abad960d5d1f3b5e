namespace Larder.Resp.Topology;

/// <summary>The slots that a command's keys are in, and its parts by slot.</summary>
internal static class CommandSlots
{
    /// <summary>The slot of a command without keys.</summary>
    public const int None = -1;

    /// <summary>The slot of all keys; <see cref="None"/> if there is no key.</summary>
    /// <exception cref="ArgumentException">The keys are in different slots.</exception>
    public static int Of(in Command command)
    {
        var found = None;
        for (var index = 0; index < command.Count; index++)
        {
            var argument = command[index];
            if (!argument.IsKey) continue;
            var slot = HashSlot.Of(argument);
            if (found == None) found = slot;
            else if (found != slot)
                throw new ArgumentException($"The keys of {command.Name} are in different slots of the cluster, and it cannot be divided. Give them a hash tag in common: {{tag}}.", nameof(command));
        }
        return found;
    }

    /// <summary>The parts of a command, one for each slot; null if all keys are in one slot or it cannot be divided.</summary>
    public static IReadOnlyList<CommandPart>? Divide(in Command command)
    {
        var split = command.Known.Split;
        if (split == CommandSplit.Never) return null;
        var step = split == CommandSplit.Pairs ? 2 : 1;
        var bySlot = new SortedDictionary<int, List<int>>();
        for (var index = 0; index < command.Count; index += step)
        {
            var slot = HashSlot.Of(command[index]);
            if (!bySlot.TryGetValue(slot, out var places)) bySlot[slot] = places = [];
            places.Add(index / step);
        }
        return bySlot.Count > 1 ? [.. PartsOf(command, step, bySlot.Values)] : null;
    }

    private static List<CommandPart> PartsOf(in Command command, int step, IEnumerable<List<int>> groups)
    {
        var parts = new List<CommandPart>();
        foreach (var places in groups)
        {
            var part = new Command(command.Known).With(command.Traits);
            foreach (var place in places)
                for (var offset = 0; offset < step; offset++) part = part.Add(command[place * step + offset]);
            parts.Add(new(part, [.. places]));
        }
        return parts;
    }
}
