using System.Text;

namespace Amaters.Ledger.Node.Embedded;

/// <summary>Sends the nodes' logs to a file, so that the terminal stays readable.</summary>
internal static class EmbeddedLogging
{
    /// <summary>Name of the file in the ledger's folder.</summary>
    public const string FileName = "nodes.log";

    /// <summary>Warnings, and what the nodes themselves have to tell.</summary>
    public static Action<ILoggingBuilder> ToFile(string folder)
    {
        Directory.CreateDirectory(folder);
        var file = new FileLoggerProvider(Path.Combine(folder, FileName));
        return logging => logging.AddProvider(file).SetMinimumLevel(LogLevel.Warning).AddFilter("Amaters", LogLevel.Information);
    }

    /// <summary>Appends lines to one file; shared by all nodes of the process and open until its end.</summary>
    private sealed class FileLoggerProvider(string path) : ILoggerProvider
    {
        private readonly StreamWriter _writer = new(path, append: true, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };

        public ILogger CreateLogger(string categoryName) => new FileLogger(_writer, categoryName);

        // Each node's host disposes its providers, and the others still write.
        public void Dispose()
        {
        }

        private sealed class FileLogger(StreamWriter writer, string category) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                lock (writer)
                {
                    writer.WriteLine($"{DateTimeOffset.UtcNow:O} {logLevel} {category} {formatter(state, exception)}");
                    if (exception is not null)
                        writer.WriteLine(exception);
                }
            }
        }
    }
}
