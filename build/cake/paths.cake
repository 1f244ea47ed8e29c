// Where things lie, and how programs are started.
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using System.Xml.Linq;

string Root => Context.Environment.WorkingDirectory.FullPath;
string Artifacts(params string[] parts) => System.IO.Path.Combine([Root, "artifacts", .. parts]);

/// The engine that the build chose: named in the environment, or written by the probe.
string Engine()
{
    var given = System.Environment.GetEnvironmentVariable("OrleansRuntime");
    if (!string.IsNullOrEmpty(given)) return given;
    var file = Artifacts("orleans-runtime.props");
    if (!System.IO.File.Exists(file)) throw new CakeException("No engine was chosen yet: run ./build.sh build");
    return XDocument.Load(file).Descendants("OrleansRuntime").Single().Value;
}

bool InCi => string.Equals(System.Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

/// Plain lines: Cake's own messages carry colour codes into files and pipelines.
void Say(string line) => Console.Out.WriteLine(line);

void Dotnet(params string[] arguments) => Execute(Root, "dotnet", arguments);

/// Runs a program with its output on ours; a non-zero exit code ends the task.
void Execute(string folder, string program, params string[] arguments)
{
    var start = new System.Diagnostics.ProcessStartInfo(program) { WorkingDirectory = folder, UseShellExecute = false };
    foreach (var argument in arguments) start.ArgumentList.Add(argument);
    using var process = System.Diagnostics.Process.Start(start);
    process.WaitForExit();
    if (process.ExitCode != 0) throw new CakeException($"{program} {arguments[0]} ended with exit code {process.ExitCode}");
}

/// One hash over the names and contents of files, to tell whether a step must run again.
string HashOf(IEnumerable<string> files)
{
    using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    foreach (var file in files.OrderBy(f => f, StringComparer.Ordinal))
    {
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes(System.IO.Path.GetRelativePath(Root, file) + "\n"));
        hash.AppendData(System.IO.File.ReadAllBytes(file));
    }
    return Convert.ToHexString(hash.GetHashAndReset());
}

/// Runs a step unless it ran with the same inputs and its output is there.
void Once(string name, string hash, string output, Action step)
{
    var stamp = Artifacts("stamps", name);
    if (System.IO.File.Exists(stamp) && System.IO.File.ReadAllText(stamp) == hash && System.IO.Directory.Exists(output)) return;
    step();
    System.IO.Directory.CreateDirectory(Artifacts("stamps"));
    System.IO.File.WriteAllText(stamp, hash);
}

/// artifacts/publish/{api,agent,cli}: what ./build.sh run starts.
void PublishPrograms()
{
    foreach (var (project, folder) in new[] { ("Api", "api"), ("NodeAgent", "agent"), ("Cli", "cli") })
        Dotnet("publish", $"src/{project}/{project}.csproj", "-c", "Release", "-v", "quiet", "-clp:NoSummary", "-o", Artifacts("publish", folder));
    PackAgents();
    System.IO.File.WriteAllText(Artifacts("publish", "engine"), Engine() + "\n");
}

/// The packages that the server hands to other machines (/download): programs with their own runtime, because those machines have no .NET.
void PackAgents()
{
    var packages = Artifacts("publish", "api", "packages");
    System.IO.Directory.CreateDirectory(packages);
    foreach (var (project, name) in new[] { ("NodeAgent", "agent"), ("Cli", "cli") })
    {
        var sources = System.IO.Directory.EnumerateFiles(Artifacts("publish", name), "*.dll");
        var package = System.IO.Path.Combine(packages, $"anchorage-{name}-linux-x64.tar.gz");
        Once($"package-{name}", HashOf(sources), packages, () =>
        {
            Say($"Packing {System.IO.Path.GetFileName(package)}");
            var folder = Artifacts("packages", name);
            Dotnet("publish", $"src/{project}/{project}.csproj", "-c", "Release", "-r", "linux-x64", "--self-contained", "-v", "quiet", "-clp:NoSummary", "-o", folder);
            Execute(Root, "tar", "-C", folder, "-czf", package, ".");
        });
    }
}
