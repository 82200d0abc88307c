namespace Amaters.Benchmarks;

/// <summary>A measurement with a name, next to the same work by a peer in the same run.</summary>
internal interface IBenchmark
{
    /// <summary>The word after <c>bench</c>.</summary>
    string Name { get; }

    /// <summary>One line: what is measured, next to what, and the options.</summary>
    string Help { get; }

    /// <summary>Measures and prints.</summary>
    Task RunAsync(string[] options);
}
