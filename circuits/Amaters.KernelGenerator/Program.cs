using Amaters.KernelGenerator;

// Writes the vector kernels into the repository given as the only argument (default: the current folder).
var root = args.Length > 0 ? args[0] : Environment.CurrentDirectory;
foreach (var (path, text) in GeneratedFiles.All())
{
    var target = Path.Combine(root, path);
    Directory.CreateDirectory(Path.GetDirectoryName(target)!);
    File.WriteAllText(target, text);
    Console.WriteLine($"{path}  {text.Length} characters");
}
