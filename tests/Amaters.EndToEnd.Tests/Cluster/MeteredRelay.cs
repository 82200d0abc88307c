using System.Net;
using System.Net.Sockets;

namespace Amaters.EndToEnd.Tests.Cluster;

/// <summary>A wire to a server that, once told to, lets so many bytes of its answers through and no more; TLS passes unread.</summary>
internal sealed class MeteredRelay : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Uri _server;
    private readonly CancellationTokenSource _cut = new();
    private readonly TaskCompletionSource _spent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private long _left = long.MaxValue;

    public MeteredRelay(Uri server)
    {
        _server = server;
        _listener.Start();
        Address = new UriBuilder(server) { Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri;
        _ = AcceptAsync();
    }

    /// <summary>Where to reach the server through the wire.</summary>
    public Uri Address { get; }

    /// <summary>Ends when the last byte that may pass has passed and the server has more to say.</summary>
    public Task Spent => _spent.Task;

    /// <summary>From now on only so many bytes of the server's pass.</summary>
    public void Limit(long byteCount)
    {
        lock (_lock)
            _left = byteCount;
    }

    /// <summary>Ends every connection.</summary>
    public void Cut() => _cut.Cancel();

    public void Dispose()
    {
        _cut.Cancel();
        _listener.Dispose();
        _cut.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = RelayAsync(await _listener.AcceptTcpClientAsync(_cut.Token));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Nobody is let in any more.
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient())
        {
            try
            {
                await server.ConnectAsync(_server.Host, _server.Port, _cut.Token);
                var (near, far) = (client.GetStream(), server.GetStream());
                await await Task.WhenAny(near.CopyToAsync(far, _cut.Token), MeterAsync(far, near));
            }
            catch (Exception ended) when (ended is OperationCanceledException or IOException or SocketException)
            {
                // Both ends are closed below.
            }
        }
    }

    private async Task MeterAsync(NetworkStream source, NetworkStream destination)
    {
        var buffer = new byte[16 << 10];
        int count;
        while ((count = await source.ReadAsync(buffer, _cut.Token)) > 0)
        {
            var passing = Take(count);
            await destination.WriteAsync(buffer.AsMemory(0, passing), _cut.Token);
            if (passing == count)
                continue;
            _spent.TrySetResult();
            await Task.Delay(Timeout.Infinite, _cut.Token);
        }
    }

    private int Take(int wanted)
    {
        lock (_lock)
        {
            var passing = (int)Math.Min(wanted, _left);
            _left -= passing;
            return passing;
        }
    }
}
