using Microsoft.Playwright;

namespace Anchorage.EndToEnd.Tests.Support;

/// <summary>The terminal on an instance's page, as its user sees it.</summary>
internal sealed class TerminalScreen(IPage page)
{
    private ILocator Rows => page.Locator("[data-testid=terminal] .xterm-rows");

    /// <summary>Waits until the shell is connected.</summary>
    public Task OpenAsync(float seconds = 20) =>
        page.Locator("[data-testid=terminal][data-state=open]").WaitForAsync(new LocatorWaitForOptions { Timeout = seconds * 1000 });

    public async Task TypeAsync(string text)
    {
        await page.Locator("[data-testid=terminal] textarea").FocusAsync();
        await page.Keyboard.TypeAsync(text);
    }

    public async Task RunAsync(string command)
    {
        await TypeAsync(command);
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Waits until the screen shows a text.</summary>
    public async Task ShowsAsync(string text, double seconds = 15)
    {
        var last = string.Empty;
        await Eventually.HoldsAsync($"'{text}' on the screen", seconds, async () => (last = await TextAsync()).Contains(text, StringComparison.Ordinal), () => last);
    }

    public async Task<string> TextAsync() => (await Rows.CountAsync() == 0 ? string.Empty : await Rows.First.InnerTextAsync()).Replace('\u00a0', ' ');
}
