using System.Text;

namespace Amaters.Ledger.Node.Embedded;

/// <summary>Sends the nodes' logs to a file, so that the terminal stays readable.</summary>
internal static class EmbeddedLogging
{
    private const string FileName = "nodes.log";

    /// <summary>Loggers that append to <c>nodes.log</c> in the folder: warnings, and what the nodes themselves have to tell.</summary>
    /// <remarks>Each line is written at once, and the loggers are left to the end of the process: Hangfire keeps those that it was given last.</remarks>
    public static ILoggerFactory ToFile(string folder)
    {
        Directory.CreateDirectory(folder);
        var file = new FileLoggerProvider(Path.Combine(folder, FileName));
        return LoggerFactory.Create(logging => logging.AddProvider(file).SetMinimumLevel(LogLevel.Warning).AddFilter("Amaters", LogLevel.Information));
    }

    private sealed class FileLoggerProvider(string path) : ILoggerProvider
    {
        private readonly StreamWriter _writer = new(path, append: true, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };

        public ILogger CreateLogger(string categoryName) => new FileLogger(_writer, categoryName);

        public void Dispose() => _writer.Dispose();

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
