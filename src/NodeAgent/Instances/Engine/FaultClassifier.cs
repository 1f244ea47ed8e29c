using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>Turns the engine's status and words into a <see cref="DockerException"/>. The engine has no error codes: its words are all there is.</summary>
internal static partial class FaultClassifier
{
    private const int LongestMessage = 500;

    /// <summary>An answer with an error status.</summary>
    public static DockerException FromAnswer(int status, string message)
    {
        var text = message.Length > LongestMessage ? message[..LongestMessage] : message;
        var fault = (status, text) switch
        {
            (_, _) when Says(text, "port is already allocated") || Says(text, "address already in use") => DockerFault.PortInUse,
            (_, _) when Says(text, "no space left on device") || Says(text, "disk quota exceeded") => DockerFault.NoSpace,
            (_, _) when Says(text, "pool overlaps") => DockerFault.SubnetInUse,
            (404, _) when Says(text, "no such image") => DockerFault.ImageMissing,
            (404, _) => DockerFault.NotFound,
            (409, _) => DockerFault.Conflict,
            (400, _) when Says(text, "client version") && Says(text, "too") => DockerFault.TooOld,
            (400, _) => DockerFault.BadRequest,
            _ => DockerFault.EngineError,
        };
        return new DockerException(fault, text, fault == DockerFault.PortInUse ? PortOf(text) : null);
    }

    /// <summary>A call that got no answer.</summary>
    public static DockerException FromTransport(Exception exception, DockerEndpoint endpoint)
    {
        var socket = exception as SocketException ?? exception.InnerException as SocketException;
        var fault = socket?.SocketErrorCode is SocketError.AccessDenied ? DockerFault.PermissionDenied : DockerFault.Unreachable;
        return new DockerException(fault, $"The Docker Engine at {endpoint} does not answer: {(socket ?? exception).Message}", inner: exception);
    }

    private static bool Says(string text, string words) => text.Contains(words, StringComparison.OrdinalIgnoreCase);

    private static int? PortOf(string text)
    {
        var match = BoundAddress().Match(text);
        return match.Success && int.TryParse(match.Groups["port"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536 ? port : null;
    }

    /// <summary>"Bind for 0.0.0.0:8080 failed: port is ..." and "listen tcp4 0.0.0.0:8080: bind: address ...".</summary>
    [GeneratedRegex(@"(?:[\d.]+|\]):(?<port>\d{1,5})(?: failed)?: (?:bind: )?(?:port|address)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex BoundAddress();
}
