using Larder.Resp.Topology;

namespace Larder.Resp.Client;

/// <summary>One answer of many.</summary>
internal static class Answers
{
    /// <summary>Numbers are added up, lists put together; of anything else the first stands for all.</summary>
    public static RespValue OfEachNode(IReadOnlyList<RespValue> answers)
    {
        if (answers.All(static answer => answer.Kind == RespKind.Integer)) return RespValue.Of(answers.Sum(static answer => answer.AsInt64()));
        if (answers.All(static answer => answer.Kind is RespKind.List or RespKind.Set))
            return RespValue.Of(answers[0].Kind, [.. answers.SelectMany(static answer => answer.Items)]);
        return answers.FirstOrDefault(static answer => !answer.IsNull);
    }

    public static RespValue OfParts(CommandSplit split, IReadOnlyList<CommandPart> parts, IReadOnlyList<RespValue> answers)
    {
        if (split == CommandSplit.Sum) return RespValue.Of(answers.Sum(static answer => answer.AsInt64()));
        if (split != CommandSplit.PerKey) return answers[0];
        var items = new RespValue[parts.Sum(static part => part.Places.Length)];
        for (var part = 0; part < parts.Count; part++)
            for (var index = 0; index < parts[part].Places.Length; index++) items[parts[part].Places[index]] = answers[part].Items[index];
        return RespValue.Of(RespKind.List, items);
    }
}
