using System.Text;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Files;
using Anchorage.NodeAgent.Tests.Terminals;

namespace Anchorage.NodeAgent.Tests.Files;

public sealed class ContainerFilesTests
{
    [Fact]
    public async Task Files_are_those_that_the_container_sees()
    {
        await using TestContainer container = await TestContainer.StartAsync(runc: false, "--tmpfs", "/small:size=256k", "--env", "HOME=/root");
        await using FileRig rig = FileRig.OnContainer(container);
        (await rig.ListAsync(null)).Path.ShouldBe("/root");
        (await rig.WriteAsync("/root/from-outside", "hello"))!.Entry!.Uid.ShouldBe(0u);
        (await InsideAsync(container, "cat /root/from-outside; echo inside > /root/from-inside; ln -s /etc/passwd /root/passwd")).ShouldBe("hello");
        Encoding.UTF8.GetString((await rig.ReadAsync("/root/from-inside")).Bytes).ShouldBe("inside\n");

        // A link names the container's own file, never the node's.
        Encoding.UTF8.GetString((await rig.ReadAsync("/root/passwd")).Bytes).ShouldBe("root:x:0:0:root:/root:/bin/bash\n");

        // A full disk: nothing half is left, and there is room again afterwards.
        (await rig.WriteAsync(new WriteFile("/small/file", null, false, false, null, null), Enumerable.Repeat(new byte[64 * 1024], 8)))!.Error!.Code.ShouldBe("no_space");
        (await rig.ListAsync("/small")).Items.ShouldBeEmpty();
        (await rig.WriteAsync("/small/file", "fits"))!.Error.ShouldBeNull();

        // Across file systems a deletion moves by copying.
        TrashEntry entry = await rig.DeleteAsync("/small/file");
        (await rig.ListAsync("/small")).Items.ShouldBeEmpty();
        (await rig.RestoreAsync(entry.Id)).Path.ShouldBe("/small/file");
        
        // What is mounted stays mounted.
        (await rig.RefusalAsync(FileActions.Delete, new FilePlace("/small"))).ShouldBe("file_busy");
        (await rig.RefusalAsync(FileActions.Move, new MoveFile("/etc/hosts", "/etc/other", false))).ShouldBe("file_busy");
        (await rig.WriteAsync("/etc/hosts", "x"))!.Error!.Code.ShouldBe("file_busy");
        Encoding.UTF8.GetString((await rig.ReadAsync("/etc/hosts")).Bytes).ShouldContain("localhost");
    }

    [Fact]
    public async Task Nothing_of_the_node_and_no_interface_of_the_kernel_is_reached()
    {
        await using TestContainer container = await TestContainer.StartAsync(runc: false);
        await using FileRig rig = FileRig.OnContainer(container);
        await InsideAsync(container, "ln -s /proc/1/root /root/magic; ln -s /proc/self/fd/0 /root/descriptor");
        foreach (string path in (string[])["/proc/1/root/etc/passwd", "/root/magic/etc/passwd", "/proc/1/mem", "/proc/1/environ", "/proc/sys/kernel/hostname", "/sys/kernel/uevent_seqnum", "/root/descriptor", "/dev/null", "/proc/sysrq-trigger"])
        {
            (await Should.ThrowAsync<LinkRequestException>(rig.ReadAsync(path))).Code.ShouldBeOneOf(["file_special", "file_outside_root", "file_not_found", "file_permission_denied"], path);
            (await Should.ThrowAsync<LinkRequestException>(rig.WriteAsync(path, "x"))).Code.ShouldBeOneOf(["file_special", "file_outside_root", "file_not_found", "file_permission_denied"], path);
        }

        (await rig.RefusalAsync(FileActions.List, new ListFolder("/proc", null, 10, "name", false))).ShouldBe("file_special");
    }

    [Fact]
    public async Task A_process_that_is_not_the_containers_is_not_believed()
    {
        await using TestContainer container = await TestContainer.StartAsync(runc: false);
        await using FileRig wrong = FileRig.OnContainer(container.As(Environment.ProcessId));
        (await wrong.RefusalAsync(FileActions.List, new ListFolder("/", null, 10, "name", false))).ShouldBe("instance_stopped");
        await using FileRig gone = FileRig.OnContainer(container.As(int.MaxValue - 1));
        (await gone.RefusalAsync(FileActions.List, new ListFolder("/", null, 10, "name", false))).ShouldBe("instance_stopped");
    }

    private static async Task<string> InsideAsync(TestContainer container, string script)
    {
        (int code, string output, string error) = await TestContainer.RunAsync("docker", "exec", container.Id, "/bin/bash", "-c", "PATH=/bin:/usr/bin; " + script);
        Assert.True(code is 0 or 127, error);
        return output;
    }
}
