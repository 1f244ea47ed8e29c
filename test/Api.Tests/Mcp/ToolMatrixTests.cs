using System.Text.Json;
using Anchorage.Api.Mcp.Tools;
using Anchorage.Api.Tests.Hosting;

namespace Anchorage.Api.Tests.Mcp;

/// <summary>Who may do what with every tool: a table written by hand, compared with the tools that the server has.</summary>
public sealed class ToolMatrixTests(McpHouse house) : IClassFixture<McpHouse>
{
    private static readonly string[] Refusals = ["instance_not_found", "mcp_not_allowed", "scope_missing", "forbidden"];

    private static readonly (string Tool, string[] Cells)[] Rows =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Mcp", "tool-matrix.txt")).Where(l => l.Length > 0 && l[0] != '#')
            .Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(w => (w[0], w[1..])),
    ];

    [Fact]
    public void The_table_names_every_tool() => Rows.Select(r => r.Tool).ShouldBe(Toolbox.All.Select(t => t.Definition.Name), ignoreOrder: true);

    [Fact]
    public async Task Every_cell_is_as_the_table_says()
    {
        (Person owner, string instance, McpProgram own) = await house.OpenAsync();
        string closed = await owner.NewInstanceAsync();
        Person reader = await house.Server.NewPersonAsync();
        Person worker = await house.Server.NewPersonAsync();
        (await owner.PostAsync("/api/cloud/shares/save", new { shareeId = reader.Name, instanceId = instance, permissions = (string[])["read:cloud_instance"] })).ShouldBe(200);
        (await owner.PostAsync("/api/cloud/shares/save", new { shareeId = worker.Name, instanceId = instance, permissions = (string[])["command:cloud_instance", "exec:cloud_instance", "write:cloud_files"] })).ShouldBe(200);
        string terminal = (await owner.PostAsync("/api/terminals", new { instanceId = instance, columns = 80, rows = 24 })).ShouldBe(201)["terminal.id"];
        await using McpProgram program = own;
        await using McpProgram narrow = await McpProgram.ConnectAsync(house.Server, await McpProgram.NewTokenAsync(owner, "use:mcp"));
        await using McpProgram other = await NewAsync(await house.Server.NewPersonAsync());
        await using McpProgram read = await NewAsync(reader);
        await using McpProgram work = await NewAsync(worker);

        // owner narrow closed other read-share command-share
        (McpProgram Program, string Instance)[] columns = [(program, instance), (narrow, instance), (program, closed), (other, instance), (read, instance), (work, instance)];
        List<string> wrong = [];

        // What ends something comes last: the refusals are tried while everything is there.
        foreach ((string tool, string[] cells) in Rows)
        {
            for (int i = columns.Length - 1; i > 0; i--)
            {
                string found = Word((await columns[i].Program.CallAsync(tool, Arguments(tool, columns[i].Instance, terminal))).Code);
                if (found != cells[i])
                {
                    wrong.Add($"{tool} column {i}: {found} in place of {cells[i]}");
                }
            }
        }

        foreach ((string tool, string[] cells) in Rows)
        {
            string found = Word((await program.CallAsync(tool, Arguments(tool, instance, terminal))).Code);
            if (found != cells[0])
            {
                wrong.Add($"{tool} column 0: {found} in place of {cells[0]}");
            }
        }

        wrong.ShouldBeEmpty();

        // Refusals stand in the audit under the name of who asked.
        foreach (Person refused in (Person[])[reader, worker])
        {
            (await refused.AuditAsync("action=mcp.call")).ShouldContain(e => e.GetProperty("outcome").GetString() == "refused");
        }
    }

    private Task<McpProgram> NewAsync(Person person) => ConnectAsync(person);

    private async Task<McpProgram> ConnectAsync(Person person) => await McpProgram.ConnectAsync(house.Server, await McpProgram.NewTokenAsync(person));

    // Permitted means that rights were not in the way: the test's node does not know everything.
    private static string Word(string? code) => code is not null && Refusals.Contains(code) ? code : "ok";

    private static object Arguments(string tool, string instance, string terminal) => tool switch
    {
        "list_user_instances" or "create_instance" => new { },
        "run_command" => new { targetInstance = instance, command = (string[])["true"], timeoutSeconds = 1 },
        "sync_files" => new { targetInstance = instance, files = new[] { new { path = "/m", content = "x" } } },
        "write_file" => new { targetInstance = instance, path = "/m", content = "x" },
        "move_file" => new { targetInstance = instance, path = "/m", target = "/n", overwrite = true },
        "read_file" or "delete_file" => new { targetInstance = instance, path = "/m" },
        "compare_files_cross_instance" or "cross_instance_sync_folder" => new { sourceInstance = instance, targetInstance = instance, sourcePath = "/.anchorage-trash", targetPath = "/out" },
        "cross_instance_sync_files" => new { sourceInstance = instance, targetInstance = instance, sourcePath = "/.anchorage-trash", targetPath = "/out", files = (string[])["none"] },
        "execute_sync_from_comparison" => new { sourceInstance = instance, targetInstance = instance, sourcePath = "/.anchorage-trash", targetPath = "/out", items = new[] { new { path = "none", sourceEtag = "x" } } },
        "git_status" => new { targetInstance = instance, repo = "/none" },
        "open_terminal" => new { targetInstance = instance },
        "type_in_terminal" => new { targetInstance = instance, terminalId = terminal, text = "x", waitSeconds = 0 },
        "read_terminal" or "close_terminal" => new { targetInstance = instance, terminalId = terminal },
        _ => new { targetInstance = instance },
    };
}
