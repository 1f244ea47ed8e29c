using Microsoft.Playwright;

namespace Anchorage.EndToEnd.Tests.Support;

/// <summary>A person with a browser window of their own.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    private const float Patience = 60_000;
    private readonly IBrowserContext _context;
    private readonly List<string> _errors;

    private Visitor(IBrowserContext context, IPage page, List<string> errors) => (_context, Page, _errors) = (context, page, errors);

    public IPage Page { get; private set; }

    public IBrowserContext Context => _context;

    /// <summary>What the browser's console complained of, with refused requests left out: those are shown on the page.</summary>
    public IReadOnlyList<string> Errors => _errors;

    public static async Task<Visitor> OpenAsync(IBrowser browser, Uri server, int width = 1440, int height = 900, bool isDark = false)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = server.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
            AcceptDownloads = true,
            IgnoreHTTPSErrors = true,
        });
        context.SetDefaultTimeout(Patience);
        // Without WebGL the terminal draws its text as elements, which a test can read.
        await context.AddInitScriptAsync("const original = HTMLCanvasElement.prototype.getContext; HTMLCanvasElement.prototype.getContext = function (kind, ...rest) { return kind.startsWith('webgl') ? null : original.call(this, kind, ...rest); };");
        var page = await context.NewPageAsync();
        List<string> errors = [];
        page.PageError += (_, text) => errors.Add(text);
        return new Visitor(context, page, errors);
    }

    public static async Task<Visitor> SignInAsync(IBrowser browser, ApiUser account, int width = 1440, int height = 900, bool isDark = false)
    {
        var visitor = await OpenAsync(browser, account.Server, width, height, isDark);
        await visitor.SignInAsync(account);
        return visitor;
    }

    public async Task SignInAsync(ApiUser account)
    {
        await GoAsync("/login");
        await Page.GetByTestId("login-username").FillAsync(account.Name);
        await Page.GetByTestId("login-password").FillAsync(account.Password);
        await Click("login-submit");
        await See("account-menu");
    }

    /// <summary>Opens an address. A container that starts changes the machine's network, at which Chromium breaks off what it loads; a person would see it load again by itself.</summary>
    public async Task GoAsync(string address, IPage? tab = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await (tab ?? Page).GotoAsync(address);
                return;
            }
            catch (PlaywrightException exception) when (attempt < 5 && IsOfTheNetwork(exception))
            {
                // Asked for again, as the browser does.
            }
        }
    }

    /// <summary>Loads the page again.</summary>
    public async Task ReloadAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Page.ReloadAsync();
                return;
            }
            catch (PlaywrightException exception) when (attempt < 5 && IsOfTheNetwork(exception))
            {
                // Asked for again, as the browser does.
            }
        }
    }

    /// <summary>Goes to a part by its entry in the navigation. A page that loads itself anew because the network changed swallows a click; a person clicks again.</summary>
    public async Task TurnToAsync(string part)
    {
        var path = part == "instances" ? "/" : "/" + part;
        for (var attempt = 1; ; attempt++)
        {
            await Click($"nav-{part}");
            try
            {
                await Page.WaitForFunctionAsync("path => location.pathname === path", path, new PageWaitForFunctionOptions { Timeout = Patience / 4 });
                return;
            }
            catch (TimeoutException) when (attempt < 3)
            {
                // Clicked again.
            }
        }
    }

    public Task Click(string testId) => Page.GetByTestId(testId).ClickAsync();

    /// <summary>Waits until an element is there.</summary>
    public Task See(string testId, float seconds = Patience / 1000) =>
        Page.GetByTestId(testId).First.WaitForAsync(new LocatorWaitForOptions { Timeout = seconds * 1000 });

    public Task SeeText(string testId, string text, float seconds = Patience / 1000) =>
        Page.GetByTestId(testId).Filter(new LocatorFilterOptions { HasText = text }).First.WaitForAsync(new LocatorWaitForOptions { Timeout = seconds * 1000 });

    /// <summary>Opens a further tab of the same session.</summary>
    public Task<IPage> TabAsync() => _context.NewPageAsync();

    public Task ScreenshotAsync(string name) =>
        Page.ScreenshotAsync(new PageScreenshotOptions { Path = System.IO.Path.Combine(Repository.Screenshots, name + ".png"), Animations = ScreenshotAnimations.Disabled });

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    private static bool IsOfTheNetwork(PlaywrightException exception) =>
        exception.Message.Contains("ERR_NETWORK_CHANGED", StringComparison.Ordinal) || exception.Message.Contains("interrupted by another navigation", StringComparison.Ordinal);
}
