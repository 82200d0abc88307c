using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Amaters.Ledger.Replication.Peers;

namespace Amaters.Benchmarks;

/// <summary>Three members of Debian's etcd on loopback, with mutual TLS between them as between ours, in a temporary folder.</summary>
internal sealed class EtcdGroup : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("amaters-etcd-").FullName;
    private readonly List<Process> _members = [];
    private readonly int[] _ports = FreePorts(6);

    public EtcdGroup()
    {
        WriteCertificates();
        var cluster = string.Join(',', Enumerable.Range(0, 3).Select(i => $"n{i}={PeerUrl(i)}"));
        for (var i = 0; i < 3; i++)
        {
            string[] arguments =
            [
                "--name", $"n{i}", "--data-dir", Path.Combine(_folder, $"n{i}"), "--log-level", "error",
                "--listen-peer-urls", PeerUrl(i), "--initial-advertise-peer-urls", PeerUrl(i), "--initial-cluster", cluster,
                "--listen-client-urls", ClientUrl(i), "--advertise-client-urls", ClientUrl(i),
                "--peer-client-cert-auth", "--peer-trusted-ca-file", At("authority.pem"), "--peer-cert-file", At("member.pem"), "--peer-key-file", At("member.key"),
            ];
            var member = new Process { StartInfo = new ProcessStartInfo("etcd", arguments) { RedirectStandardOutput = true, RedirectStandardError = true } };
            member.Start();
            member.BeginOutputReadLine();
            member.BeginErrorReadLine();
            _members.Add(member);
        }
    }

    /// <summary>Processor time of the three members so far.</summary>
    public TimeSpan ProcessorTime => _members.Aggregate(TimeSpan.Zero, (sum, member) =>
    {
        member.Refresh();
        return sum + member.TotalProcessorTime;
    });

    /// <summary>Client address of the leader, asked of etcdctl until there is one.</summary>
    public async Task<Uri> LeaderAsync()
    {
        var endpoints = string.Join(',', Enumerable.Range(0, 3).Select(ClientUrl));
        while (true)
        {
            var start = new ProcessStartInfo("etcdctl", ["--endpoints", endpoints, "endpoint", "status"]) { RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["ETCDCTL_API"] = "3";
            using var status = Process.Start(start)!;
            var lines = (await status.StandardOutput.ReadToEndAsync()).Split('\n');
            // endpoint, id, version, size, is leader, is learner, term, …
            if (lines.Select(line => line.Split(", ")).FirstOrDefault(fields => fields.Length > 4 && fields[4] == "true") is { } leader)
                return new Uri(leader[0]);
            await Task.Delay(200);
        }
    }

    public void Dispose()
    {
        foreach (var member in _members)
        {
            member.Kill();
            member.WaitForExit();
            member.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private string PeerUrl(int member) => string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{_ports[member]}");

    private string ClientUrl(int member) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_ports[3 + member]}");

    private string At(string name) => Path.Combine(_folder, name);

    /// <summary>etcd identifies members by address, so one certificate for 127.0.0.1 serves all three.</summary>
    private void WriteCertificates()
    {
        var now = DateTimeOffset.UtcNow;
        using var authority = DevelopmentCertificates.CreateAuthority(now);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=etcd", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")], critical: false));
        using var certificate = request.Create(authority, now.AddDays(-1), authority.NotAfter, [1]);
        File.WriteAllText(At("authority.pem"), authority.ExportCertificatePem());
        File.WriteAllText(At("member.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(At("member.key"), key.ExportECPrivateKeyPem());
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }
}
