using System.CommandLine;
using System.Text.Json;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;
using Anchorage.Cli.Output;

namespace Anchorage.Cli.Diagnosis;

/// <summary>Looks for what is wrong on the way to the server. Exit 0: all well; 1: warnings; 2: failures.</summary>
internal sealed class DoctorCommand : CliCommand
{
    private static readonly TimeSpan CheckLimit = TimeSpan.FromSeconds(5);
    private readonly Argument<string?> _domain = new("DOMAIN") { Description = "network, auth, ssh or all", Arity = ArgumentArity.ZeroOrOne };
    private readonly Flag<bool> _fix = new("--fix", "", "Mend what can be mended without asking, and check it again");

    public DoctorCommand(CliHost host)
        : base("doctor", "Check the way to the server: network, auth, ssh (exit 0 well, 1 warnings, 2 failures)", host)
    {
        _domain.AcceptOnlyFromAmong("network", "auth", "ssh", "all");
        Add(_domain);
        Add(_fix);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var time = call.Environment.Time;
        var domain = call.Get(_domain) ?? "all";
        var startedAt = time.GetUtcNow();
        var started = time.GetTimestamp();
        var checks = new List<DoctorCheck>();
        foreach (var (area, name, run) in new DoctorChecks(call).All())
        {
            var check = await RunAsync(time, area, name, run, call.Get(_fix) && (domain == "all" || domain == area), cancel);
            if (domain == "all" || domain == area)
            {
                checks.Add(check);
            }
        }

        var report = new DoctorReport(1, startedAt, (long)time.GetElapsedTime(started).TotalMilliseconds, [], Summary(checks), checks);
        Print(call.Output, report);
        return report.Summary.Fail > 0 ? 2 : report.Summary.Warn > 0 ? 1 : 0;
    }

    private static async Task<DoctorCheck> RunAsync(TimeProvider time, string domain, string name, Func<CancellationToken, Task<Finding>> run, bool fix, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        var finding = await LookAsync(time, name, run, cancel);
        var applied = fix && finding.Repair is not null;
        if (applied)
        {
            // What the repair says about itself does not count, only what is found afterwards.
            var repair = finding.Repair!;
            finding = await LookAsync(
                time,
                name,
                async limit =>
                {
                    await repair(limit);
                    return await run(limit);
                },
                cancel);
        }

        return new DoctorCheck(
            domain, name, finding.Status, finding.Code, finding.Message, finding.Next, finding.Details ?? new Dictionary<string, string>(),
            applied, applied && finding.Status is not "pass", (long)time.GetElapsedTime(started).TotalMilliseconds);
    }

    private static async Task<Finding> LookAsync(TimeProvider time, string name, Func<CancellationToken, Task<Finding>> run, CancellationToken cancel)
    {
        using var deadline = new RequestDeadline(CheckLimit, time, cancel);
        try
        {
            return await run(deadline.Token);
        }
        catch (CliException failure)
        {
            return Finding.Fail(failure.Code, failure.Message, failure.Next);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Finding.Warn("check_timeout", $"{name} took longer than {CheckLimit.TotalSeconds:0} s.", "Check the network; repeat.");
        }
        catch (UnauthorizedAccessException failure)
        {
            return Finding.Fail("config_not_private", $"It cannot be mended: {failure.Message}", "Do it as the owner of the file.");
        }
    }

    private static DoctorSummary Summary(List<DoctorCheck> checks) => new(
        checks.Count,
        checks.Count(c => c.Status == "pass"),
        checks.Count(c => c.Status == "warn"),
        checks.Count(c => c.Status == "fail"),
        checks.Count(c => c.Status == "skip"));

    private static void Print(ConsoleOutput output, DoctorReport report)
    {
        if (output.Json)
        {
            output.Document(JsonSerializer.SerializeToElement(report, ApiJson.Default.DoctorReport));
            return;
        }

        foreach (var check in report.Checks)
        {
            output.Line($"{check.Status,-4}  {check.Domain,-7}  {check.Name,-16}  {(check.FixApplied && !check.FixFailed ? "mended: " : "")}{(check.Code is null ? "" : $"[{check.Code}] ")}{check.Message}");
            if (check.NextAction is not null)
            {
                output.Line($"      next: {check.NextAction}");
            }
        }

        output.Line($"{report.Summary.Pass} passed, {report.Summary.Warn} warnings, {report.Summary.Fail} failed, {report.Summary.Skip} skipped");
    }
}
