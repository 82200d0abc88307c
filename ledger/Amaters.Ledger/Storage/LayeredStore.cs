using Amaters.Circuits.Trees;

namespace Amaters.Ledger.Storage;

/// <summary>Writes of several sealed batches, one layer each, over the applied state. Layers come on top and leave at the bottom.</summary>
/// <typeparam name="TKey">What entries are found by.</typeparam>
/// <typeparam name="TValue">What is kept.</typeparam>
internal sealed class LayeredStore<TKey, TValue>(IStateStore<TKey, TValue> applied) : IStateStore<TKey, TValue>
    where TKey : struct
{
    private readonly LinkedList<Dictionary<TKey, TValue>> _layers = new();

    /// <summary>Begins a batch: following writes go to a layer of their own.</summary>
    public void Push() => _layers.AddLast([]);

    /// <summary>The writes of the oldest batch.</summary>
    public IReadOnlyDictionary<TKey, TValue> Oldest => _layers.First!.Value;

    /// <summary>Forgets the oldest batch's writes, which are in the applied state now.</summary>
    public void PopOldest() => _layers.RemoveFirst();

    /// <inheritdoc />
    public bool TryGet(TKey key, out TValue value)
    {
        for (var layer = _layers.Last; layer is not null; layer = layer.Previous)
        {
            if (layer.Value.TryGetValue(key, out value!))
                return true;
        }

        return applied.TryGet(key, out value);
    }

    /// <inheritdoc />
    public void Set(TKey key, TValue value) =>
        (_layers.Last ?? throw new InvalidOperationException("A write needs a layer.")).Value[key] = value;
}
