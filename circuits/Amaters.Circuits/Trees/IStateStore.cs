namespace Amaters.Circuits.Trees;

/// <summary>Where a state keeps its nodes or records: a map in which nothing is ever removed. The seam to a database.</summary>
/// <typeparam name="TKey">What entries are found by.</typeparam>
/// <typeparam name="TValue">What is kept.</typeparam>
public interface IStateStore<TKey, TValue>
    where TKey : struct
{
    /// <summary>The value of this key; false when none was ever set.</summary>
    bool TryGet(TKey key, out TValue value);

    /// <summary>Sets or replaces the value of this key.</summary>
    void Set(TKey key, TValue value);
}
