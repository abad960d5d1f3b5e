using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Storefront.Hosting;

/// <summary>Binds the port that was asked for, or the next one that is free. It binds instead of asking first: between the two, another could take it.</summary>
internal sealed class PortFallback(TextWriter output)
{
    private const int Tries = 20;

    public Socket Bind(EndPoint wanted)
    {
        for (var step = 0;; step++)
        {
            var endpoint = wanted is IPEndPoint ip && step > 0 ? new IPEndPoint(ip.Address, ip.Port + step) : wanted;
            try
            {
                var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
                if (step > 0 && endpoint is IPEndPoint taken)
                    output.WriteLine($"LAR901 Port {taken.Port - step} is in use; listening on {taken.Port} instead. Choose another with --port.");
                return socket;
            }
            catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressAlreadyInUse && MayStep(wanted, step))
            {
            }
        }
    }

    private static bool MayStep(EndPoint wanted, int step) =>
        wanted is IPEndPoint { Port: > 0 } ip && step < Tries && ip.Port + step < IPEndPoint.MaxPort;
}
