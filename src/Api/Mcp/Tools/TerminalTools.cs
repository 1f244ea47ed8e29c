using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Anchorage.Api.Streams;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Abstractions.Terminals;
using Anchorage.NodeAgent.Protocol.Terminals;

namespace Anchorage.Api.Mcp.Tools;

/// <summary>Terminals of an instance: the same that people see on their page, who can look on and take over.</summary>
internal static class TerminalTools
{
    public static readonly ImmutableArray<Tool> All =
    [
        new Tool<OnInstanceArguments, TerminalsAnswer>(
            "list_terminals", "List terminals", "Lists the terminals of an instance.", ToolNature.Reads, [Permissions.ReadInstance], ListAsync),
        new Tool<OpenArguments, TerminalAnswer>(
            "open_terminal", "Open a terminal", "Starts a shell in an instance. It lives on until it is closed; people can attach to it.", ToolNature.Changes, [Permissions.CommandInstance], OpenAsync),
        new Tool<TypeArguments, ScreenAnswer>(
            "type_in_terminal", "Type into a terminal", "Types text into a terminal, waits until its output rests, and returns the screen. Control characters may be typed: \\u0003 is Ctrl-C.",
            ToolNature.Destroys, [Permissions.CommandInstance, Permissions.ReadLogs], TypeAsync),
        new Tool<ReadArguments, ScreenAnswer>(
            "read_terminal", "Read a terminal", "Returns what a terminal shows, with lines above the screen if asked for.", ToolNature.Reads, [Permissions.ReadLogs], ReadAsync),
        new Tool<CloseArguments, ClosedAnswer>(
            "close_terminal", "Close a terminal", "Ends a terminal and what runs in it.", ToolNature.Destroys, [Permissions.CommandInstance], CloseAsync),
    ];

    private static async Task<TerminalsAnswer> ListAsync(ToolCall call, OnInstanceArguments a) =>
        new([.. (await call.Services.Terminals.List(call.Caller, call.Instance)).Select(Shown)]);

    private static async Task<TerminalAnswer> OpenAsync(ToolCall call, OpenArguments a) => Shown(
        await Grain(call, call.Services.Ids.NewId()).Open(call.Caller, new OpenTerminalRequest(call.Instance, a.Columns, a.Rows, null, a.Name, false)));

    private static async Task<ScreenAnswer> TypeAsync(ToolCall call, TypeArguments a)
    {
        ITerminalGrain terminal = await RequireAsync(call, a.TerminalId);
        TerminalTicket ticket = await terminal.CreateTicket(call.Caller, TerminalRole.Type, null);
        TerminalAttachment attachment = await terminal.Redeem(ticket.Ticket, null, null);
        await using (NodeStream stream = await call.Services.Broker.OpenAsync(attachment.Grant, call.Over))
        {
            await new TerminalTyping(stream, call.Services.Time).TypeAsync(a.Enter ? a.Text + "\r" : a.Text, TimeSpan.FromSeconds(a.WaitSeconds), call.Over);
        }

        return await ScreenAsync(call, terminal, a.TerminalId, a.Scrollback);
    }

    private static async Task<ScreenAnswer> ReadAsync(ToolCall call, ReadArguments a) => await ScreenAsync(call, await RequireAsync(call, a.TerminalId), a.TerminalId, a.Scrollback);

    private static async Task<ClosedAnswer> CloseAsync(ToolCall call, CloseArguments a)
    {
        await (await RequireAsync(call, a.TerminalId)).Close(call.Caller);
        return new ClosedAnswer(true);
    }

    private static async Task<ScreenAnswer> ScreenAsync(ToolCall call, ITerminalGrain terminal, string id, int scrollback)
    {
        StreamGrant grant = await terminal.GrantScreen(call.Caller, scrollback);
        ScreenText screen = await StreamJson.ReadAsync<ScreenText>(call.Services.Broker, grant, call.Over);
        return new ScreenAnswer(id, screen.Title, screen.Directory, screen.Cursor.Row, screen.Cursor.Column, screen.Lines, screen.Scrollback);
    }

    /// <summary>The terminal, which must be one of the instance that was named: that one's owner was asked.</summary>
    private static async Task<ITerminalGrain> RequireAsync(ToolCall call, string id)
    {
        ITerminalGrain grain = Grain(call, id);
        TerminalInfo? info = await call.Services.Grains.GetGrain<ITerminalSystemGrain>(GrainKeys.Terminal(id)).Read();
        return info?.InstanceId == call.Instance ? grain : throw new AnchorageException(ErrorCodes.TerminalNotFound, ("terminal", id));
    }

    private static ITerminalGrain Grain(ToolCall call, string id) => call.Services.Grains.GetGrain<ITerminalGrain>(GrainKeys.Terminal(id));

    private static TerminalAnswer Shown(TerminalInfo t) => new(t.Id, t.Name, t.Title, t.WorkingDirectory, t.State, t.ExitCode, t.Columns, t.Rows, t.Viewers.Length);

    internal sealed record OnInstanceArguments([property: Description("Id or name of the instance."), StringLength(64)] string TargetInstance) : IOnInstance;

    internal sealed record OpenArguments(
        [property: Description("Id or name of the instance."), StringLength(64)] string TargetInstance,
        [property: Description("A name for people."), StringLength(64)] string? Name = null,
        [property: Range(20, 500)] int Columns = 120,
        [property: Range(5, 200)] int Rows = 40) : IOnInstance;

    internal sealed record TypeArguments(
        [property: Description("Id or name of the instance."), StringLength(64)] string TargetInstance,
        [property: Description("Id of the terminal."), StringLength(40)] string TerminalId,
        [property: Description("What to type."), StringLength(16_000)] string Text,
        [property: Description("True to press Enter behind it.")] bool Enter = true,
        [property: Description("Longest time to wait for the output to rest."), Range(0, 120)] int WaitSeconds = 10,
        [property: Description("Lines above the screen to return."), Range(0, 1000)] int Scrollback = 0) : IOnInstance;

    internal sealed record ReadArguments(
        [property: Description("Id or name of the instance."), StringLength(64)] string TargetInstance,
        [property: Description("Id of the terminal."), StringLength(40)] string TerminalId,
        [property: Description("Lines above the screen to return."), Range(0, 1000)] int Scrollback = 0) : IOnInstance;

    internal sealed record CloseArguments(
        [property: Description("Id or name of the instance."), StringLength(64)] string TargetInstance,
        [property: Description("Id of the terminal."), StringLength(40)] string TerminalId) : IOnInstance;

    internal sealed record TerminalsAnswer(IReadOnlyList<TerminalAnswer> Terminals);

    internal sealed record TerminalAnswer(string Id, string Name, string Title, string Directory, TerminalState State, int? ExitCode, int Columns, int Rows, int Viewers);

    internal sealed record ScreenAnswer(
        string TerminalId,
        string Title,
        string Directory,
        int CursorRow,
        int CursorColumn,
        [property: Description("The rows of the screen, from the top.")] IReadOnlyList<string> Lines,
        [property: Description("Lines above the screen, oldest first.")] IReadOnlyList<string> Scrollback);

    internal sealed record ClosedAnswer(bool Closed);
}
