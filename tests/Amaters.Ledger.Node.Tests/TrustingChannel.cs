using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Amaters.Ledger.Node.Embedded;
using Grpc.Net.Client;

namespace Amaters.Ledger.Node.Tests;

/// <summary>Connections that trust a development ledger's authority and nothing else, as its clients do.</summary>
internal static class TrustingChannel
{
    public static GrpcChannel Open(Uri address, TrialFolder files) =>
        GrpcChannel.ForAddress(address, new GrpcChannelOptions { HttpHandler = Handler(files.ClientAuthority), DisposeHttpClient = true, MaxSendMessageSize = null });

    public static SocketsHttpHandler Handler(string authority) => new()
    {
        SslOptions = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(authority) },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        },
    };
}
