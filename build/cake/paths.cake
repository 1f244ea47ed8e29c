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
    if (System.IO.File.Exists(stamp) && System.IO.File.ReadAllText(stamp) == hash && System.IO.Path.Exists(output)) return;
    step();
    System.IO.Directory.CreateDirectory(Artifacts("stamps"));
    System.IO.File.WriteAllText(stamp, hash);
}

/// artifacts/publish/{api,agent,cli}: what ./build.sh run starts.
void PublishPrograms()
{
    foreach (var (project, folder) in new[] { ("Api", "api"), ("NodeAgent", "agent"), ("Cli", "cli") })
        Dotnet("publish", $"src/{project}/{project}.csproj", "-c", "Release", "-v", "quiet", "-clp:NoSummary", "-o", Artifacts("publish", folder));
    var packages = System.IO.Directory.CreateDirectory(Artifacts("publish", "api", "packages")).FullName;
    try
    {
        foreach (var package in PackPrograms("agent", "cli")) System.IO.File.Copy(package, System.IO.Path.Combine(packages, System.IO.Path.GetFileName(package)), overwrite: true);
    }
    catch (CakeException exception)
    {
        // A machine that cannot restore the runtime pack still serves itself.
        Say($"The packages for other machines could not be made, so the line to paste will not work there: {exception.Message}");
    }
    System.IO.File.WriteAllText(Artifacts("publish", "engine"), Engine() + "\n");
}

/// artifacts/packages: what the server hands to other machines (/download). Programs with their own runtime, because those machines have no .NET.
List<string> PackPrograms(params string[] names)
{
    var packages = new List<string>();
    foreach (var name in names)
    {
        var project = name == "agent" ? "NodeAgent" : "Cli";
        var package = Artifacts("packages", $"anchorage-{name}-linux-x64.tar.gz");
        packages.Add(package);
        // What was built tells whether the package is of this source; the build has run the analyzers.
        var built = System.IO.Directory.EnumerateFiles(Artifacts(Engine(), "bin", project, "release"), "*.dll");
        Once($"package-{name}", HashOf(built), package, () =>
        {
            var watch = Stopwatch.StartNew();
            var folder = Artifacts("packages", name);
            Dotnet("publish", $"src/{project}/{project}.csproj", "-c", "Release", "-r", "linux-x64", "--self-contained", "-p:RunAnalyzers=false", "-v", "quiet", "-clp:NoSummary", "-o", folder);
            // The network between machines is faster than a thorough compressor.
            Execute(Root, "tar", "-C", folder, "--use-compress-program=gzip -1", "-cf", package, ".");
            Say($"Packed {System.IO.Path.GetFileName(package)}: {new System.IO.FileInfo(package).Length / 1_000_000} MB in {watch.Elapsed.TotalSeconds:0} s");
        });
    }
    return packages;
}
