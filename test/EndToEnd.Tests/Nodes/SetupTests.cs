using System.Text.RegularExpressions;
using Anchorage.EndToEnd.Tests.Support;

namespace Anchorage.EndToEnd.Tests.Nodes;

/// <summary>What is said and done by the scripts that bring the product onto a machine.</summary>
public sealed partial class SetupTests : EndToEndTest
{
    [Fact]
    public async Task Without_root_the_set_up_installs_nothing_and_names_what_is_missing_with_the_command()
    {
        Needs.Docker();
        var machine = Keep(await Machine.StartAsync("plain"));
        await machine.CopyAsync(Path.Combine(Repository.Root, "build"), "/srv/build");

        var run = await machine.RunAsync("setpriv --reuid=65534 --regid=65534 --clear-groups bash /srv/build/setup/all.sh run");
        var off = await machine.RunAsync("ANCHORAGE_SETUP=no setpriv --reuid=65534 --regid=65534 --clear-groups bash /srv/build/setup/all.sh run");

        run.Code.ShouldNotBe(0, run.Output);
        run.Errors.ShouldContain("these are missing, and set-up may not install them here");
        run.Errors.ShouldMatch(@"sudo apt-get install --no-install-recommends [a-z0-9 .-]*docker\.io");
        run.Errors.ShouldContain("mmdebstrap");
        run.Errors.ShouldNotContain("installing:");
        off.Code.ShouldBe(0, off.Output);
        off.Errors.ShouldContain("switched off (ANCHORAGE_SETUP=no)");
    }

    [Fact]
    public async Task The_units_are_valid_and_are_installed_below_a_folder()
    {
        Needs.Program("systemd-analyze");
        var folder = Directory.CreateTempSubdirectory("anchorage-e2e-units-").FullName;
        try
        {
            // The real scripts, in a checkout whose programs are only names.
            var (checkout, root) = (Path.Combine(folder, "checkout"), Path.Combine(folder, "root"));
            foreach (var part in (string[])["deploy/systemd", "build/setup"])
            {
                Directory.CreateDirectory(Path.Combine(checkout, part));
                await Tool.MustAsync("cp", "-r", Path.Combine(Repository.Root, part) + "/.", Path.Combine(checkout, part));
            }

            File.Copy(Path.Combine(Repository.Root, "build", "install-programs.sh"), Path.Combine(checkout, "build", "install-programs.sh"));
            foreach (var program in (string[])["api/Anchorage.Api.dll", "agent/Anchorage.NodeAgent.dll", "cli/anchorage", "engine"])
            {
                var file = Path.Combine(checkout, "artifacts", "publish", program);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                await File.WriteAllTextAsync(file, program);
            }

            await Tool.MustAsync("env", $"ANCHORAGE_ROOT={root}", "bash", Path.Combine(checkout, "deploy", "systemd", "install.sh"));
            await Tool.MustAsync("env", $"ANCHORAGE_ROOT={root}", "bash", Path.Combine(checkout, "deploy", "systemd", "install.sh"));

            var installed = Directory.ResolveLinkTarget(Path.Combine(root, "opt/anchorage/current"), returnFinalTarget: false)!.FullName;
            File.Exists(root + installed + "/agent/Anchorage.NodeAgent.dll").ShouldBeTrue();
            Directory.GetDirectories(Path.Combine(root, "opt/anchorage")).ShouldHaveSingleItem();
            var units = Path.Combine(root, "etc/systemd/system");
            File.Exists(Path.Combine(units, "multi-user.target.wants", "anchorage-agent.service")).ShouldBeTrue();

            // The unit that the pasted line writes.
            var script = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "src/Api/Nodes/Download/install.sh"));
            var pasted = PastedUnit().Match(script).Groups[1].Value.Replace("$CONFIG", "/etc/anchorage", StringComparison.Ordinal).Replace("$PREFIX/agent/$PROGRAM", "/bin/true", StringComparison.Ordinal);
            pasted.ShouldNotContain("$");
            await File.WriteAllTextAsync(Path.Combine(units, "pasted.service"), pasted);
            var verified = await Tool.RunAsync("systemd-analyze", "verify", Path.Combine(units, "anchorage.service"), Path.Combine(units, "anchorage-agent.service"), Path.Combine(units, "pasted.service"));
            verified.Code.ShouldBe(0, verified.Output);
            verified.Output.ShouldNotContain(units);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [GeneratedRegex(@"<<UNIT\n(.*?)\nUNIT\n", RegexOptions.Singleline)]
    private static partial Regex PastedUnit();
}
