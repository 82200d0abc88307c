namespace Amaters.Circuits.Trees;

/// <summary>A store in memory. Not safe for writing while another thread reads.</summary>
/// <typeparam name="TKey">What entries are found by.</typeparam>
/// <typeparam name="TValue">What is kept.</typeparam>
public sealed class MemoryStateStore<TKey, TValue> : IStateStore<TKey, TValue>
    where TKey : struct
{
    private readonly Dictionary<TKey, TValue> _entries = [];

    /// <summary>Every entry, in no order.</summary>
    public IReadOnlyDictionary<TKey, TValue> Entries => _entries;

    /// <inheritdoc/>
    public bool TryGet(TKey key, out TValue value) => _entries.TryGetValue(key, out value!);

    /// <inheritdoc/>
    public void Set(TKey key, TValue value) => _entries[key] = value;
}
