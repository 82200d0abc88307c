using System.Net;
using System.Net.Sockets;

namespace Amaters.Testing;

/// <summary>Finds ports of this machine for servers of tests.</summary>
/// <remarks>They lie below the range that Linux gives to outgoing connections, so that a server that was killed finds its port free when it comes back.</remarks>
public static class FreePorts
{
    private const int First = 20_000;
    private const int End = 32_000;

    private static readonly Lock HandingOut = new();

    /// <summary>Once handed out, a port is nobody else's in this process: its server may not have started yet, or be down for a moment.</summary>
    private static readonly HashSet<int> HandedOut = [];

    /// <summary>Loopback ports that nobody listens on at the moment, never the same one twice.</summary>
    public static int[] Take(int count)
    {
        var ports = new List<int>();
        lock (HandingOut)
        {
            while (ports.Count < count)
            {
                var port = Random.Shared.Next(First, End);
                if (IsFree(port) && HandedOut.Add(port))
                    ports.Add(port);
            }
        }

        return [.. ports];
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
