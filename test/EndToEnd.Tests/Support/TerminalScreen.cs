using Microsoft.Playwright;

namespace Anchorage.EndToEnd.Tests.Support;

/// <summary>A terminal on an instance's page, as its user sees it.</summary>
/// <param name="page">The page.</param>
/// <param name="index">Which of those that are shown, from 0.</param>
internal sealed class TerminalScreen(IPage page, int index = 0)
{
    private ILocator Rows => Part(".xterm-rows");

    /// <summary>What was typed and is not echoed yet, as it is shown over the screen.</summary>
    public ILocator Echo => Part("[data-testid=terminal-echo] span");

    /// <summary>A part of this terminal.</summary>
    public ILocator Part(string selector) => Terminal.Locator(selector);

    private ILocator Terminal => page.Locator("[data-testid=terminal]:visible").Nth(index);

    /// <summary>Waits until it is in this state.</summary>
    public Task StateAsync(string state, float seconds = 60) =>
        page.Locator($"[data-testid=terminal][data-state={state}]:visible").Nth(index).WaitForAsync(new LocatorWaitForOptions { Timeout = seconds * 1000 });

    /// <summary>Waits until the shell is connected.</summary>
    public Task OpenAsync(float seconds = 60) => StateAsync("open", seconds);

    public Task FocusAsync() => Part("textarea").FocusAsync();

    public async Task TypeAsync(string text)
    {
        await FocusAsync();
        await page.Keyboard.TypeAsync(text);
    }

    public async Task RunAsync(string command)
    {
        await TypeAsync(command);
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>
    /// Runs a command until its output is seen. A container that starts beside the browser changes the machine's network; the page may then load itself anew, and what was typed into the former one
    /// is gone. Not for tests that count what arrives.
    /// </summary>
    public async Task RunUntilAsync(string command, string output)
    {
        for (var tries = 1; ; tries++)
        {
            await OpenAsync();
            await FocusAsync();
            await page.Keyboard.PressAsync("Control+u");
            await RunAsync(command);
            try
            {
                await ShowsAsync(output, 20);
                return;
            }
            catch (ShouldAssertException) when (tries < 3)
            {
                // Once more.
            }
        }
    }

    /// <summary>Waits until the screen shows a text.</summary>
    public async Task ShowsAsync(string text, double seconds = 60)
    {
        var last = string.Empty;
        await Eventually.HoldsAsync($"'{text}' on the screen", seconds, async () => (last = await TextAsync()).Contains(text, StringComparison.Ordinal), () => last);
    }

    public async Task<string> TextAsync() => (await Rows.CountAsync() == 0 ? string.Empty : await Rows.First.InnerTextAsync()).Replace('\u00a0', ' ');
}
