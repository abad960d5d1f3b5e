using Larder.EntityFrameworkCore.Sql;

namespace Larder.EntityFrameworkCore.Mapping;

/// <summary>A table, and of which entities rows stand in it.</summary>
internal sealed record TableRule(TableName Table, IReadOnlyList<EntityRule> Rules);
