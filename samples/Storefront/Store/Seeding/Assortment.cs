using Bogus;

namespace Storefront.Store.Seeding;

/// <summary>What the shop sells: things that belong to a category, with makes and kinds that fit it. No two have the same name.</summary>
internal sealed class Assortment(Randomizer chance)
{
    private static readonly string[] Colours =
        ["Slate", "Sand", "Moss", "Rust", "Chalk", "Ink", "Plum", "Straw", "Clay", "Fog", "Pine", "Sky", "Brick", "Cream"];

    private static readonly string[] Packs =
        ["100 g", "250 g", "500 g", "750 g", "1 kg", "2 kg", "5 kg", "Gift Tin", "Pair", "Box of 6", "Box of 12", "Refill"];

    private static readonly string[] Words =
        ["Plain", "Small", "Large", "Classic", "Everyday", "Fine", "Handmade", "Sturdy", "Light", "Old-style", "Northern", "Simple"];

    private static readonly Shelf[] Shelves =
    [
        new("Pantry", ["Honey", "Olive Oil", "Coffee Beans", "Black Tea", "Marmalade", "Mustard", "Rice", "Sea Salt", "Chocolate", "Pasta"],
            ["Wild", "Roasted", "Smoked", "Organic", "Stone-ground"], Packs, "Keeps for a year in a dark, dry place."),
        new("Kitchen", ["Frying Pan", "Chef's Knife", "Mixing Bowl", "Chopping Board", "Kettle", "Casserole", "Storage Jar", "Pepper Mill"],
            ["Steel", "Oak", "Copper", "Enamel", "Stoneware"], Colours, "Made for every day and easy to clean."),
        new("Table", ["Dinner Plate", "Soup Bowl", "Water Glass", "Mug", "Cutlery Set", "Napkins", "Carafe", "Serving Tray"],
            ["Porcelain", "Linen", "Glass", "Terracotta", "Walnut"], Colours, "Comes in a plain box, fit for a gift."),
        new("Home", ["Armchair", "Bookshelf", "Floor Lamp", "Cushion", "Blanket", "Wall Clock", "Mirror", "Coat Stand"],
            ["Ash", "Wool", "Cotton", "Brass", "Rattan"], Colours, "Arrives in one piece; no tools needed."),
        new("Garden", ["Watering Can", "Hand Trowel", "Flower Pot", "Bird House", "Pruning Shears", "Garden Chair", "Seed Box", "Lantern"],
            ["Zinc", "Cedar", "Clay", "Forged", "Teak"], Colours, "Stands rain and frost."),
        new("Clothing", ["Jumper", "Scarf", "Socks", "Work Shirt", "Apron", "Rain Coat", "Beanie", "Gloves"],
            ["Merino", "Canvas", "Flannel", "Corduroy", "Knitted"], Colours, "True to size; wash cold."),
        new("Office", ["Notebook", "Fountain Pen", "Desk Lamp", "Letter Tray", "Pencil Case", "Desk Pad", "Stapler", "Paper Knife"],
            ["Leather", "Recycled", "Aluminium", "Felt", "Maple"], Colours, "Refills are in the shop."),
        new("Outdoors", ["Rucksack", "Sleeping Bag", "Camp Stove", "Water Bottle", "Pocket Knife", "Head Torch", "Tarp", "Hiking Poles"],
            ["Titanium", "Waxed", "Ripstop", "Carbon", "Insulated"], Colours, "Tried on a long wet walk."),
    ];

    private readonly HashSet<string> _taken = [];

    public (string Name, string Category, string Description) Next()
    {
        var shelf = chance.ArrayElement(Shelves);
        var name = Name(shelf);
        for (var more = 2; !_taken.Add(name); more++)
            name = $"{Name(shelf)}{(more > 9 ? $" No. {more}" : "")}";

        return (name, shelf.Category, $"From a small maker, {chance.Int(3, 240)} made. {shelf.Remark}");
    }

    private string Name(Shelf shelf) =>
        $"{chance.ArrayElement(Words)} {chance.ArrayElement(shelf.Makes)} {chance.ArrayElement(shelf.Things)}, {chance.ArrayElement(shelf.Kinds)}";

    private sealed record Shelf(string Category, string[] Things, string[] Makes, string[] Kinds, string Remark);
}
