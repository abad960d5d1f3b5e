namespace Larder.Resp;

/// <summary>How a command of many keys is divided among the nodes of a cluster, and how the answers become one again.</summary>
internal enum CommandSplit
{
    /// <summary>It is not divided: all of its keys must be of one slot.</summary>
    Never,

    /// <summary>Each argument is a key, and the answers are added up: DEL, UNLINK, EXISTS, TOUCH.</summary>
    Sum,

    /// <summary>Each argument is a key, and each has its answer at its place: MGET.</summary>
    PerKey,

    /// <summary>Key and value alternate, and the answer is OK if all are: MSET.</summary>
    Pairs,
}
