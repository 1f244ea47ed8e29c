using System.Diagnostics;
using Anchorage.NodeAgent.Instances;

namespace Anchorage.NodeAgent.Tests.Git;

/// <summary>Instances whose root is a folder of this machine: real programs, real git. The folder that a script begins in is looked for there.</summary>
internal sealed class FolderPrograms(Func<string, string> rootOf) : IInstancePrograms
{
    private const int PlaceOfFolder = 4;

    /// <inheritdoc/>
    public async Task<ProgramEnd> RunAsync(string instanceId, ProgramStart start, CancellationToken cancellationToken)
    {
        string root = rootOf(instanceId);
        byte[][] arguments = [.. start.Arguments];
        arguments[PlaceOfFolder] = [.. System.Text.Encoding.UTF8.GetBytes(root), .. arguments[PlaceOfFolder]];
        IReadOnlyList<string> command = InstancePrograms.Command(arguments);
        ProcessStartInfo info = new(command[0], command.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = root };
        foreach (string inherited in info.Environment.Keys.Where(k => k.StartsWith("GIT_", StringComparison.Ordinal)).ToArray())
        {
            info.Environment.Remove(inherited);
        }

        info.Environment["HOME"] = root;
        info.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        foreach (string[] variable in start.Environment.Select(v => v.Split('=', 2)))
        {
            info.Environment[variable[0]] = variable[1];
        }

        using Process process = Process.Start(info)!;
        using ProgramOutput output = new(start);
        try
        {
            Task sending = SendAsync(process, start.Input, cancellationToken);
            Task errors = CopyAsync(process.StandardError.BaseStream, output, isError: true, cancellationToken);
            await CopyAsync(process.StandardOutput.BaseStream, output, isError: false, cancellationToken);
            if (!output.Cut)
            {
                await errors;
                await process.WaitForExitAsync(cancellationToken);
            }

            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return output.End(output.Cut ? 0 : process.ExitCode);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static async Task SendAsync(Process process, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It does not want its input.
        }
    }

    private static async Task CopyAsync(Stream stream, ProgramOutput output, bool isError, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[16 * 1024];
        int count;
        while (!(output.Cut && !isError) && (count = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            lock (output)
            {
                output.Add(isError, buffer.AsMemory(0, count));
            }
        }
    }
}
