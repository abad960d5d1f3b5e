using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Larder.AspNetCore.KeyRing;

/// <summary>An element that may be deleted.</summary>
internal sealed class KeyElement(string name, XElement element) : IDeletableElement
{
    public string Name => name;

    public XElement Element => element;

    public int? DeletionOrder { get; set; }
}
