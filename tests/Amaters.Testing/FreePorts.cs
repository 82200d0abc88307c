using System.Net;
using System.Net.Sockets;

namespace Amaters.Testing;

/// <summary>Finds ports of this machine for servers of tests.</summary>
/// <remarks>They lie below the range that Linux gives to outgoing connections, so that a server that was killed finds its port free when it comes back.</remarks>
public static class FreePorts
{
    private const int First = 20_000;
    private const int End = 32_000;

    /// <summary>Loopback ports that nobody listens on at the moment, all different.</summary>
    public static int[] Take(int count)
    {
        var taken = new List<TcpListener>();
        while (taken.Count < count)
        {
            var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(First, End));
            try
            {
                listener.Start();
                taken.Add(listener);
            }
            catch (SocketException)
            {
                // Somebody has it already.
                listener.Dispose();
            }
        }

        var ports = taken.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        taken.ForEach(listener => listener.Dispose());
        return ports;
    }
}
