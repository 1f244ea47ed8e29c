using Microsoft.Win32.SafeHandles;

namespace Anchorage.Cli.Processes;

/// <summary>
/// Standard output as raw bytes. Its disposal is the end of the data for whoever reads: the runtime keeps further descriptors
/// of the same pipe, and the reader sees the end only when these are gone too.
/// </summary>
internal sealed class StandardOutputStream() : FileStream(new SafeFileHandle(Descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0)
{
    private const int Descriptor = 1;
    private bool _ended;

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!_ended && OperatingSystem.IsLinux())
        {
            _ended = true;
            DescriptorAliases.LetGo(Descriptor);
        }
    }
}
