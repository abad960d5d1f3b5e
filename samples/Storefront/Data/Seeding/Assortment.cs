using Bogus;

namespace Storefront.Data.Seeding;

/// <summary>What the shop sells: things that belong to a category, with makes and words that fit it.</summary>
internal static class Assortment
{
    private static readonly Shelf[] Shelves =
    [
        new("Pantry", ["Honey", "Olive Oil", "Coffee Beans", "Black Tea", "Marmalade", "Mustard", "Rice", "Sea Salt", "Chocolate", "Pasta"],
            ["Wild", "Roasted", "Smoked", "Organic", "Stone-ground"], "Keeps for a year in a dark, dry place."),
        new("Kitchen", ["Frying Pan", "Chef's Knife", "Mixing Bowl", "Chopping Board", "Kettle", "Casserole", "Storage Jar", "Pepper Mill"],
            ["Steel", "Oak", "Copper", "Enamel", "Stoneware"], "Made for every day and easy to clean."),
        new("Table", ["Dinner Plate", "Soup Bowl", "Water Glass", "Mug", "Cutlery Set", "Napkins", "Carafe", "Serving Tray"],
            ["Porcelain", "Linen", "Glass", "Terracotta", "Walnut"], "Comes in a plain box, fit for a gift."),
        new("Home", ["Armchair", "Bookshelf", "Floor Lamp", "Cushion", "Blanket", "Wall Clock", "Mirror", "Coat Stand"],
            ["Ash", "Wool", "Cotton", "Brass", "Rattan"], "Arrives in one piece; no tools needed."),
        new("Garden", ["Watering Can", "Hand Trowel", "Flower Pot", "Bird House", "Pruning Shears", "Garden Chair", "Seed Box", "Lantern"],
            ["Zinc", "Cedar", "Clay", "Forged", "Teak"], "Stands rain and frost."),
        new("Clothing", ["Jumper", "Scarf", "Socks", "Work Shirt", "Apron", "Rain Coat", "Beanie", "Gloves"],
            ["Merino", "Canvas", "Flannel", "Corduroy", "Knitted"], "True to size; wash cold."),
        new("Office", ["Notebook", "Fountain Pen", "Desk Lamp", "Letter Tray", "Pencil Case", "Desk Pad", "Stapler", "Paper Knife"],
            ["Leather", "Recycled", "Aluminium", "Felt", "Maple"], "Refills are in the shop."),
        new("Outdoors", ["Rucksack", "Sleeping Bag", "Camp Stove", "Water Bottle", "Pocket Knife", "Head Torch", "Tarp", "Hiking Poles"],
            ["Titanium", "Waxed", "Ripstop", "Carbon", "Insulated"], "Tried on a long wet walk."),
    ];

    private static readonly string[] Words = ["Plain", "Small", "Large", "Classic", "Everyday", "Fine", "Handmade", "Sturdy", "Light", "Old-style", "Northern", "Simple"];

    public static (string Name, string Category, string Description) Next(Randomizer chance)
    {
        var shelf = chance.ArrayElement(Shelves);
        var make = chance.ArrayElement(shelf.Makes);
        var name = $"{chance.ArrayElement(Words)} {make} {chance.ArrayElement(shelf.Things)}";
        return (name, shelf.Category, $"{name} from a small maker. {shelf.Remark} Batch {chance.Int(1, 99)}, {chance.Int(3, 240)} made.");
    }

    private sealed record Shelf(string Category, string[] Things, string[] Makes, string Remark);
}
