using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;

namespace Larder.Records;

/// <summary>Finds out, once for each type, how a projection is made of fields, and how it is taken apart.</summary>
internal static class ProjectionPlan
{
    private const BindingFlags Visible = BindingFlags.Public | BindingFlags.Instance;

    /// <exception cref="ArgumentException">A property of the projection is no field of the entity, or has another type.</exception>
    public static ProjectionPlan<T> Of<[DynamicallyAccessedMembers(
        DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicConstructors)] T>(RecordShape shape)
        where T : class
    {
        var properties = typeof(T).GetProperties(Visible).Where(static property => property.CanRead && property.GetIndexParameters().Length == 0).ToArray();
        var constructor = ConstructorOf(typeof(T));
        var parameters = constructor?.GetParameters() ?? [];
        var given = Array.ConvertAll(parameters, parameter => PropertyFor(parameter, properties, typeof(T)));
        PropertyInfo[] set = [.. properties.Where(property => property.SetMethod is { IsPublic: true } && !given.Contains(property))];
        PropertyInfo[] all = [.. given, .. set];
        var fields = Array.ConvertAll(all, property => FieldFor(property, shape, typeof(T)));

        var values = Expression.Parameter(typeof(object?[]), "values");
        Func<object?[], T>? build = null;
        if (constructor is not null)
        {
            var made = Expression.New(constructor, parameters.Select((parameter, i) => From(values, i, parameter.ParameterType)));
            var bound = set.Select((property, i) => Expression.Bind(property, From(values, given.Length + i, property.PropertyType)));
            build = Expression.Lambda<Func<object?[], T>>(Expression.MemberInit(made, bound), values).Compile();
        }

        var value = Expression.Parameter(typeof(T), "value");
        var parts = Array.ConvertAll(all, property =>
            Expression.Lambda<Func<T, object?>>(Expression.Convert(Expression.Property(value, property), typeof(object)), value).Compile());
        return new ProjectionPlan<T>(fields, build, parts);
    }

    /// <summary>The one that takes fields, if there is only one; else the one that takes nothing.</summary>
    private static ConstructorInfo? ConstructorOf([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type type)
    {
        var all = type.GetConstructors(Visible);
        return all is [var only] ? only : Array.Find(all, static one => one.GetParameters().Length == 0);
    }

    private static PropertyInfo PropertyFor(ParameterInfo parameter, PropertyInfo[] properties, Type projection) =>
        Array.Find(properties, property => property.Name.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase) && property.PropertyType == parameter.ParameterType)
        ?? throw new ArgumentException(
            $"LAR452 {projection.Name} can't be made of fields: its constructor takes \"{parameter.Name}\", and no property of that name and type gives it back. Add the property, or a constructor without parameters.");

    private static PlannedField FieldFor(PropertyInfo property, RecordShape shape, Type projection)
    {
        var type = property.PropertyType;
        if (shape.Find(property.Name) is not { } field || FieldFormats.For(type)?.Type != field.Format.Type)
        {
            throw new ArgumentException(
                $"LAR452 {projection.Name}.{property.Name} is no field of {shape.Entity.Name}: a projection has properties of the entity, with their names and types, of the kinds that a field can have.");
        }

        return new PlannedField(field, !type.IsValueType || Nullable.GetUnderlyingType(type) is not null);
    }

    private static UnaryExpression From(ParameterExpression values, int index, Type type) =>
        Expression.Convert(Expression.ArrayIndex(values, Expression.Constant(index)), type);
}
