using Microsoft.Playwright;

namespace Anchorage.EndToEnd.Tests.Support;

/// <summary>Debian's Chromium, as tests start it.</summary>
internal static class Chromium
{
    public const string Path = "/usr/bin/chromium";

    public static BrowserTypeLaunchOptions Options { get; } = new()
    {
        ExecutablePath = Path,
        Headless = true,
        Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-proxy-server"],
    };
}
