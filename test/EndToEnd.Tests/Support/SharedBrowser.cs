using Microsoft.Playwright;

namespace Anchorage.EndToEnd.Tests.Support;

/// <summary>One browser for all tests; each test opens contexts of its own, which share nothing.</summary>
public sealed class SharedBrowser : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    internal IBrowser Value => _browser ?? throw new InvalidOperationException("Call Needs.Browser() first.");

    public async ValueTask InitializeAsync()
    {
        if (Needs.BrowserProblem is null)
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(Chromium.Options);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
