using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using Google.Protobuf;

namespace Amaters.Benchmarks;

/// <summary>
/// nghttp2's h2load as the clients: so many gRPC calls in flight, each followed by the next when it is answered. It costs few
/// microseconds a call, so that two cores measure the servers and not the clients, and it is nobody's own.
/// </summary>
internal static class H2Load
{
    private const int Connections = 4;
    private const double MeasuredPart = 0.9;
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(500);

    /// <summary>Sends one unary request over and over for a time, then asks the servers whether all that was answered is there.</summary>
    /// <param name="address">Of the leader, without TLS.</param>
    /// <param name="method">Path of the gRPC method.</param>
    /// <param name="request">What every call says.</param>
    /// <param name="clients">Calls in flight.</param>
    /// <param name="time">How long.</param>
    /// <param name="processorTime">Processor time of the servers so far.</param>
    /// <param name="committed">Number of puts that the servers have committed so far.</param>
    /// <exception cref="InvalidOperationException">A call failed, or more were answered than committed.</exception>
    public static async Task<LoadResult> MeasureAsync(Uri address, string method, IMessage request, int clients, TimeSpan time, Func<TimeSpan> processorTime, Func<Task<long>> committed)
    {
        var folder = Directory.CreateTempSubdirectory("amaters-h2load-").FullName;
        try
        {
            var (body, log) = (Path.Combine(folder, "body"), Path.Combine(folder, "log"));
            await File.WriteAllBytesAsync(body, Framed(request));
            string[] words =
            [
                $"--clients={Connections}", $"--max-concurrent-streams={clients / Connections}", string.Create(CultureInfo.InvariantCulture, $"--duration={time.TotalSeconds}"),
                $"--data={body}", $"--log-file={log}", "--header=content-type: application/grpc", "--header=te: trailers", new Uri(address, method).ToString(),
            ];
            var (before, servers) = (await committed(), processorTime());
            using var process = Process.Start(new ProcessStartInfo("h2load", words) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var said = process.StandardOutput.ReadToEndAsync();
            var complaint = process.StandardError.ReadToEndAsync();
            // Once it has ended, the processor time of a process can no longer be asked for.
            await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(time * MeasuredPart));
            var own = process.HasExited ? default : process.TotalProcessorTime / MeasuredPart;
            await process.WaitForExitAsync();
            servers = processorTime() - servers;
            await Task.Delay(Settling);
            var (latencies, seconds, failed) = Read(log);
            // A gRPC failure has the HTTP status of a success: the servers' own count decides.
            var done = await committed() - before;
            if (process.ExitCode != 0 || failed > 0 || done < latencies.Count)
                throw new InvalidOperationException($"h2load: {latencies.Count} answered, {failed} failed, {done} committed\n{await said}{await complaint}");
            return new LoadResult(latencies.Count / seconds, latencies[latencies.Count / 2], latencies[(int)(latencies.Count * 0.99)], servers.TotalMicroseconds / latencies.Count, own.TotalMicroseconds / latencies.Count);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A gRPC message: not compressed (1 byte), length (4, big endian), bytes.</summary>
    private static byte[] Framed(IMessage request)
    {
        var message = request.ToByteArray();
        var framed = new byte[5 + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(framed.AsSpan(1), message.Length);
        message.CopyTo(framed, 5);
        return framed;
    }

    /// <summary>Rows of start (µs), HTTP status, time taken (µs). Calls that were cut off at the end are not in it.</summary>
    private static (List<double> Milliseconds, double Seconds, int Failed) Read(string log)
    {
        var rows = File.ReadLines(log).Select(line => line.Split('\t')).Select(fields =>
            (Start: long.Parse(fields[0], CultureInfo.InvariantCulture), Status: fields[1], Taken: long.Parse(fields[2], CultureInfo.InvariantCulture))).ToList();
        var answered = rows.Where(row => row.Status == "200").ToList();
        var seconds = (answered.Max(row => row.Start + row.Taken) - answered.Min(row => row.Start)) / 1e6;
        return ([.. answered.Select(row => row.Taken / 1000.0).Order()], seconds, rows.Count(row => row.Status is not ("200" or "-1")));
    }
}
