using System.Xml;
using System.Xml.Linq;
using Larder.Durable;
using Larder.Tiers;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Larder.AspNetCore.KeyRing;

/// <summary>
/// The key ring of Data Protection among the durable values. What can't be read or stored is thrown: an application that went on with keys of its own would
/// sign what no other instance believes. Its members are synchronous by contract; they run at the start and when keys are renewed.
/// </summary>
internal sealed class KeyRepository(IDurableStore store, KeyRingLog log) : IDeletableXmlRepository
{
    private const string Area = "data-protection";

    public IReadOnlyCollection<XElement> GetAllElements() => [.. Elements().Select(static element => element.Element)];

    public void StoreElement(XElement element, string friendlyName)
    {
        ArgumentNullException.ThrowIfNull(element);
        if (!store.OutlivesProcess) log.NotDurable();
        var name = string.IsNullOrEmpty(friendlyName) ? Guid.NewGuid().ToString() : friendlyName;
        Ask("stored", () => store.PutAsync(Area, new DurableValue(name, element.ToString(SaveOptions.DisableFormatting)), CancellationToken.None).AsTask());
    }

    /// <summary>In the order that the caller wishes; ends at the first that can't be deleted, since others may depend on it.</summary>
    public bool DeleteElements(Action<IReadOnlyCollection<IDeletableElement>> chooseElements)
    {
        ArgumentNullException.ThrowIfNull(chooseElements);
        var elements = Elements();
        chooseElements(elements);
        foreach (var element in elements.Where(static element => element.DeletionOrder is not null).OrderBy(static element => element.DeletionOrder))
        {
            try
            {
                Ask("deleted", () => store.RemoveAsync(Area, element.Name, CancellationToken.None).AsTask());
            }
            catch (TierException failure)
            {
                log.NotDeleted(failure);
                return false;
            }
        }

        return true;
    }

    private IReadOnlyList<KeyElement> Elements()
    {
        IReadOnlyList<DurableValue> values = [];
        Ask("read", async () => values = await store.ReadAsync(Area, CancellationToken.None).ConfigureAwait(false));
        var elements = new List<KeyElement>(values.Count);
        foreach (var value in values)
        {
            try
            {
                elements.Add(new KeyElement(value.Name, XElement.Parse(value.Text)));
            }
            catch (XmlException failure)
            {
                // One that somebody damaged must not take the others with it.
                log.Unreadable(value.Name, failure);
            }
        }

        return elements;
    }

    private static void Ask(string what, Func<Task> ask)
    {
        try
        {
            ask().GetAwaiter().GetResult();
        }
        catch (TierException failure)
        {
            throw new TierException(
                failure.Failure, $"LAR370 The key ring can't be {what}: {failure.Message} It is tried again with the next use.", failure);
        }
    }
}
