namespace Amaters.Circuits.Trees;

/// <summary>Writes laid over a store that stays as it was until <see cref="Commit"/>; dropping the overlay drops them.</summary>
/// <typeparam name="TKey">What entries are found by.</typeparam>
/// <typeparam name="TValue">What is kept.</typeparam>
/// <param name="underlying">The store below; while this overlay is in use, nobody else may write to it.</param>
public sealed class OverlayStateStore<TKey, TValue>(IStateStore<TKey, TValue> underlying) : IStateStore<TKey, TValue>
    where TKey : struct
{
    private readonly Dictionary<TKey, TValue> _changes = [];

    /// <summary>The entries that differ from the store below, or did when they were set.</summary>
    public IReadOnlyDictionary<TKey, TValue> Changes => _changes;

    /// <inheritdoc/>
    public bool TryGet(TKey key, out TValue value) => _changes.TryGetValue(key, out value!) || underlying.TryGet(key, out value);

    /// <inheritdoc/>
    public void Set(TKey key, TValue value) => _changes[key] = value;

    /// <summary>Moves the changes into the store below; the overlay is empty afterwards and can be used on.</summary>
    public void Commit()
    {
        foreach (var (key, value) in _changes)
            underlying.Set(key, value);
        _changes.Clear();
    }
}
