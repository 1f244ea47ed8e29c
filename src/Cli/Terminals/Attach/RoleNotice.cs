namespace Anchorage.Cli.Terminals.Attach;

/// <summary>What is said when somebody changes what this window may do.</summary>
internal static class RoleNotice
{
    /// <summary>One line, for the person whose right to type came or went.</summary>
    /// <param name="role">The role from now on.</param>
    /// <param name="by">Who did it.</param>
    /// <param name="reason">Why, as in docs/protocol/terminal.md.</param>
    public static string Of(string role, string? by, string? reason) => (role, reason) switch
    {
        ("type", _) => $"{Who(by)} lets you type here.",
        (_, "taken_over") => $"{Who(by)} took this terminal over; you watch.",
        (_, "right_ended") => "Your right to type here has ended; you watch.",
        _ => $"{Who(by)} made you a watcher: what you type goes nowhere.",
    };

    private static string Who(string? by) => string.IsNullOrEmpty(by) ? "Somebody" : by;
}
