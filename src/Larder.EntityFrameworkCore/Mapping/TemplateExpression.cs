using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;

namespace Larder.EntityFrameworkCore.Mapping;

/// <summary>
/// Reads the template of a key from an expression such as <c>p => $"product:{p.Id}"</c>: the compiler has made a call of <c>string.Format</c> or
/// <c>string.Concat</c> of it.
/// </summary>
internal static class TemplateExpression
{
    private const string Unreadable = "An expression for a key is an interpolated text, with members of the entity in its braces and no format behind a colon";

    /// <exception cref="ArgumentException">LAR601: it is no such expression.</exception>
    public static KeyTemplate Read(LambdaExpression key) => KeyTemplate.Of(key.Body.ToString(), PiecesOf(key.Body, key));

    private static IEnumerable<TemplatePiece> PiecesOf(Expression body, LambdaExpression key) => body switch
    {
        ConstantExpression { Value: string text } => [new TemplatePiece { Literal = text }],
        BinaryExpression { NodeType: ExpressionType.Add } sum => [.. PiecesOf(sum.Left, key), .. PiecesOf(sum.Right, key)],
        MethodCallExpression { Method: { Name: nameof(string.Concat) } method } call when method.DeclaringType == typeof(string) =>
            ArgumentsOf(call, 0).SelectMany(argument => PiecesOf(argument, key)),
        MethodCallExpression { Method: { Name: nameof(string.Format) } method, Arguments: [ConstantExpression { Value: string format }, ..] } call
            when method.DeclaringType == typeof(string) => Formatted(format, ArgumentsOf(call, 1), key),
        _ => [PartOf(body, key)],
    };

    private static IReadOnlyList<Expression> ArgumentsOf(MethodCallExpression call, int from) =>
        call.Arguments.Count == from + 1 && call.Arguments[from] is NewArrayExpression array ? array.Expressions : [.. call.Arguments.Skip(from)];

    private static IEnumerable<TemplatePiece> Formatted(string format, IReadOnlyList<Expression> arguments, LambdaExpression key) =>
        KeyTemplate.Parse("." + format).Pieces.SelectMany((piece, at) => piece switch
        {
            // The point lets a format begin with an argument here: whether a key may is asked of the whole.
            { Literal: { } literal } => [new TemplatePiece { Literal = at == 0 ? literal[1..] : literal }],
            { Property: { } index } when int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < arguments.Count =>
                PiecesOf(arguments[place], key),
            _ => throw KeyTemplate.Malformed(key.Body.ToString(), Unreadable),
        });

    private static TemplatePiece PartOf(Expression part, LambdaExpression key)
    {
        while (part is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked } conversion) part = conversion.Operand;
        var entity = key.Parameters[0];
        if (part is ConstantExpression { Value: string literal }) return new TemplatePiece { Literal = literal };
        if (part is MemberExpression member && member.Expression == entity) return new TemplatePiece { Property = member.Member.Name };
        if (part is MethodCallExpression { Method.Name: "Property", Arguments: [var of, ConstantExpression { Value: string shadow }] } call
            && call.Method.DeclaringType == typeof(Microsoft.EntityFrameworkCore.EF) && of == entity) return new TemplatePiece { Property = shadow };

        var given = Expression.Parameter(typeof(object));
        var bound = new Rebinding(entity, Expression.Convert(given, entity.Type));
        var body = Expression.Convert(bound.Visit(part), typeof(object));
        return new TemplatePiece { Compute = Expression.Lambda<Func<object, object?>>(body, given).Compile(), Reads = bound.Members };
    }

    /// <summary>Puts another expression in the place of the entity, and notes which of its members are read.</summary>
    private sealed class Rebinding(ParameterExpression entity, Expression with) : ExpressionVisitor
    {
        public List<string> Members { get; } = [];

        protected override Expression VisitMember(MemberExpression node)
        {
            if (node.Expression == entity && node.Member is PropertyInfo or FieldInfo) Members.Add(node.Member.Name);
            return base.VisitMember(node);
        }

        protected override Expression VisitParameter(ParameterExpression node) => node == entity ? with : base.VisitParameter(node);
    }
}
