using Larder.Generators.Parsing;

namespace Larder.Generators.Tests.Parsing;

public class KeyTemplateTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("products", "products")]
    [InlineData("product:{id}", "product:|<id>")]
    [InlineData("{id}", "<id>")]
    [InlineData("{a}{b}", "<a>|<b>")]
    [InlineData("user:{order.Customer.Id}:x", "user:|<order.Customer.Id>|:x")]
    [InlineData("a{{b}}c", "a{b}c")]
    [InlineData("{{{id}}}", "{|<id>|}")]
    [InlineData("x:{ id }", "x:|<id>")]
    [InlineData("x:{return.Id}", "x:|<return.Id>")]
    public void A_template_is_text_and_names_in_braces(string text, string parts)
    {
        var template = KeyTemplate.Parse(text);

        Assert.Empty(template.Faults);
        Assert.Equal(parts, string.Join('|', template.Parts.Select(static part => part.IsPlaceholder ? $"<{part.Text}>" : part.Text)));
    }

    [Theory]
    [InlineData("a:{}", "Empty@2+2")]
    [InlineData("a:{ }", "Empty@2+3")]
    [InlineData("a:{id", "Unclosed@2+3")]
    [InlineData("a:id}", "Unopened@4+1")]
    [InlineData("a:{x{y}}:b", "Nested@2+6")]
    [InlineData("a:{x{y", "Nested@2+4")]
    [InlineData("a:{1x}", "NoName@2+4")]
    [InlineData("a:{x y}", "NoName@2+5")]
    [InlineData("a:{x.}", "NoName@2+4")]
    [InlineData("a:{x}:{x}", "Repeated@6+3")]
    [InlineData("a:{x.Y}:{x . Y}", "Repeated@8+7")]
    [InlineData("a:{}:{x", "Empty@2+2 Unclosed@5+2")]
    public void What_is_wrong_is_told_with_its_place(string text, string faults)
    {
        var found = KeyTemplate.Parse(text).Faults;

        Assert.Equal(faults, string.Join(' ', found.Select(static fault => $"{fault.Kind}@{fault.Start}+{fault.Length}")));
    }

    [Fact]
    public void A_name_that_is_no_parameter_is_told()
    {
        var template = KeyTemplate.Parse("a:{id}:{order.Id}:{ide}");

        Assert.Equal(new KeyFault(KeyFaultKind.Unknown, "ide", 18, 5), Assert.Single(template.UnknownIn(["id", "order"])));
    }

    [Fact]
    public void Members_of_one_parameter_are_no_repetition()
    {
        Assert.Empty(KeyTemplate.Parse("a:{order.Id}:{order.Line}:{order}").Faults);
    }

    [Theory]
    [InlineData("product:{id}:x", "product:")]
    [InlineData("{id}", "")]
    [InlineData("all", "all")]
    public void The_text_before_the_first_brace_is_known(string text, string prefix)
    {
        Assert.Equal(prefix, KeyTemplate.Parse(text).Prefix);
    }

    [Fact]
    public void Equal_templates_are_equal_values()
    {
        Assert.Equal(KeyTemplate.Parse("a:{id}:{"), KeyTemplate.Parse("a:{id}:{"));
        Assert.NotEqual(KeyTemplate.Parse("a:{id}"), KeyTemplate.Parse("a:{ib}"));
    }
}
