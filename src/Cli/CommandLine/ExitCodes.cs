namespace Anchorage.Cli.CommandLine;

/// <summary>The exit codes that docs/cli.md promises. The exit code of a remote program is passed through unchanged.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>Not signed in, wrong credentials, or not permitted.</summary>
    public const int Auth = 1;

    /// <summary>A server or node cannot be reached, or its identity is not the expected one.</summary>
    public const int Network = 2;

    /// <summary>A deadline passed.</summary>
    public const int Timeout = 3;

    /// <summary>A flag, a setting or a request that cannot be carried out as it was given; an unknown code in explain.</summary>
    public const int Config = 4;

    /// <summary>The server or this program failed.</summary>
    public const int Internal = 5;

    /// <summary>Ended by Ctrl-C, as shells report it.</summary>
    public const int Interrupted = 130;

    /// <summary>The exit code for a refusal by the server.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="code">The stable error code of the problem document, if there was one.</param>
    public static int ForStatus(int status, string? code) => status switch
    {
        401 or 403 => Auth,
        429 when code is "too_many_attempts" => Auth,
        408 or 504 => Timeout,
        502 or 503 => Network,
        >= 500 => Internal,
        _ => Config,
    };
}
