using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Files;
using Anchorage.NodeAgent.Protocol.Git;
using Anchorage.NodeAgent.Protocol.Commands;
using Anchorage.NodeAgent.Protocol.Instances;
using Anchorage.NodeAgent.Protocol.Nodes;
using Anchorage.NodeAgent.Protocol.Operations;
using Anchorage.NodeAgent.Protocol.Streams;
using Anchorage.NodeAgent.Protocol.Terminals;

namespace Anchorage.NodeAgent.Tests.Nodes;

/// <summary>One sample of every message; <c>docs/protocol/samples</c> holds the same as text.</summary>
internal static class Samples
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 30, 0, TimeSpan.Zero);
    private static readonly DockerState Docker = new(true, "27.3.1", "1.46", null, null);
    private static readonly InstanceSpec Spec = new(
        "i7k2", "web", "u1", "ada", "anchorage/ubuntu:24.04", [new PortMapping("ssh", 22, 20000), new PortMapping("http", 80, 20001), new PortMapping("https", 443, 20002)],
        "127.0.0.1", new InstanceLimits(2048, 1.5, 512), "unless-stopped", ["ssh-ed25519 AAAAC3Nza ada@laptop"]);

    private static readonly InstanceObservation Seen = new(
        "i7k2", "3f1c", "running", "op1", "sha256:9a", null, false, Spec.Ports, true, At, null, At);

    private static readonly TerminalReport Terminal = new("t1", "i7k2", "open", null, 120, 40, 65536, 12, At, Viewers: [new ViewerReport("v1", "u1", "ada", "type", At)]);

    private static readonly AgentDescription Description = new(
        "0.1.0", "harbour", "Debian GNU/Linux 12", "x64", ["machine", "docker"], ["192.0.2.10"], 8, 17179869184, Docker);

    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["enroll-request"] = Json(new EnrollRequest("anok_k1_secret", "MFkw", "m1", "harbour", false, Description)),
        ["enroll-response"] = Json(new EnrollResponse("n1", "harbour", "ada")),
        ["part-request"] = Json(new PartRequest("n1", "c2lnbmF0dXJl")),
        ["link-challenge"] = Frame(new LinkFrame(LinkFrameKind.Challenge, Payload: ProtocolJson.Element(new LinkChallenge("bm9uY2U=", At)))),
        ["link-hello"] = Frame(new LinkFrame(LinkFrameKind.Hello, Payload: ProtocolJson.Element(new LinkHello("n1", "c2lnbmF0dXJl", [1], Description)))),
        ["link-welcome"] = Frame(new LinkFrame(LinkFrameKind.Welcome, Payload: ProtocolJson.Element(new LinkWelcome("l1", 1, 10, "spare.l1.secret", 4)))),
        ["response-error"] = Frame(new LinkFrame(LinkFrameKind.Response, "7", Error: new LinkError("docker_unavailable", "The Docker Engine does not answer."))),
        ["response-empty"] = Frame(new LinkFrame(LinkFrameKind.Response, "8")),
        [MessageTypes.InstanceCreate] = Request(MessageTypes.InstanceCreate, new CreateInstance("op1", Spec, 120)),
        [MessageTypes.InstanceRebuild] = Request(MessageTypes.InstanceRebuild, new RebuildInstance("op2", Spec, false, 120)),
        [MessageTypes.InstanceChange] = Request(MessageTypes.InstanceChange, new ChangeInstance("op3", "i7k2", "stop", 10, null, 120)),
        [MessageTypes.InstanceKeys] = Request(MessageTypes.InstanceKeys, new SetInstanceKeys("i7k2", Spec.AuthorizedKeys)),
        [MessageTypes.InstanceKeys + "-answer"] = Answer(new InstanceKeysSet(true)),
        [MessageTypes.InstanceLimits] = Request(MessageTypes.InstanceLimits, new SetInstanceLimits("i7k2", Spec.Limits, null)),
        [MessageTypes.InstanceLimits + "-answer"] = Answer(new InstanceLimitsSet(true)),
        [MessageTypes.InstanceStatus] = Request(MessageTypes.InstanceStatus, new AskInstance("i7k2")),
        [MessageTypes.InstanceExecute] = Request(MessageTypes.InstanceExecute, new ExecuteOperation("op1", "i7k2", "update")),
        [MessageTypes.NodeReport] = Frame(new LinkFrame(LinkFrameKind.Request, "1", MessageTypes.NodeReport)),
        [MessageTypes.NodeReport + "-answer"] = Answer(new NodeReport(Docker, ["anchorage/ubuntu:24.04"], [Seen], [Terminal], ["op1"])),
        [MessageTypes.OperationCancel] = Request(MessageTypes.OperationCancel, new CancelWork("op1")),
        ["work-accepted-answer"] = Answer(new WorkAccepted("op1", false)),
        [MessageTypes.StreamDial] = Request(MessageTypes.StreamDial, new DialStream("s1", "dial.s1.secret")),
        [MessageTypes.TerminalOpen] = Request(MessageTypes.TerminalOpen, new OpenTerminal("t1", "i7k2", 120, 40, "bash", 86400, true)),
        [MessageTypes.TerminalOpen + "-answer"] = Answer(Terminal),
        [MessageTypes.TerminalChange] = Request(MessageTypes.TerminalChange, new ChangeTerminal("t1", true)),
        [MessageTypes.TerminalViewers] = Request(MessageTypes.TerminalViewers, new ChangeViewers("t1", "role", "ada", "v1", null, "watch")),
        [MessageTypes.TerminalClose] = Request(MessageTypes.TerminalClose, new CloseTerminal("t1")),
        [MessageTypes.TerminalRecord] = Request(MessageTypes.TerminalRecord, new RecordTerminal("t1", "r1")),
        [MessageTypes.TerminalRecord + "-answer"] = Answer(Terminal with { Recording = "r1" }),
        [MessageTypes.RecordingDelete] = Request(MessageTypes.RecordingDelete, new DeleteRecording("r1")),
        [MessageTypes.RecordingChanged] = Event(MessageTypes.RecordingChanged, new RecordingReport("r1", "t1", "i7k2", "ended", "stopped", At, At.AddSeconds(90), 20480, 90, 120, 40, "vim")),
        [MessageTypes.KeyRotate] = Frame(new LinkFrame(LinkFrameKind.Request, "1", MessageTypes.KeyRotate)),
        [MessageTypes.KeyReplace] = Request(MessageTypes.KeyReplace, new ReplaceKey("MFkw", "b2xk", "bmV3")),
        [MessageTypes.Heartbeat] = Event(MessageTypes.Heartbeat, new Heartbeat(At, new MachineHealth(12.5, 8, 4294967296, 17179869184, 53687091200, 107374182400, 0.5, 0.4, 0.3, 86400), Docker)),
        [MessageTypes.ReportState] = Request(MessageTypes.ReportState, new NodeReport(DockerState.Unknown, [], [], [], [])),
        [MessageTypes.InstanceChanged] = Event(MessageTypes.InstanceChanged, Seen with { State = "stopped", ExitCode = 137, OutOfMemory = true, FinishedAt = At }),
        [MessageTypes.OperationProgress] = Event(MessageTypes.OperationProgress, new WorkProgress("op1", 40, "container", "Making the container")),
        [MessageTypes.OperationCompleted] = Request(
            MessageTypes.OperationCompleted,
            new WorkCompleted("op1", false, false, "port_in_use", "Port 20000 is in use.", new Dictionary<string, string> { ["port"] = "20000" }, null)),
        [MessageTypes.TerminalChanged] = Event(MessageTypes.TerminalChanged, Terminal with { State = "exited", ExitCode = 0 }),
        ["stream-open-tcp"] = Json(new StreamOpen("s1", StreamKinds.Tcp, ProtocolJson.Element(new ConnectTcp("i7k2", 8080)))),
        ["stream-open-logs"] = Json(new StreamOpen("s2", StreamKinds.Logs, ProtocolJson.Element(new ReadLogs("i7k2", 200)))),
        ["stream-open-exec"] = Json(new StreamOpen("s3", StreamKinds.Exec, ProtocolJson.Element(new StartCommand("i7k2", ["make", "test"], "/root/project")))),
        ["exec-exit"] = Json(new CommandMessage("exit", Code: 0)),
        ["stream-open-terminal"] = Json(new StreamOpen("s3", StreamKinds.Terminal, ProtocolJson.Element(new AttachTerminal("t1", "v1", "u1", "ada", "type", 65536)))),
        ["stream-open-screen"] = Json(new StreamOpen("s4", StreamKinds.Screen, ProtocolJson.Element(new ReadScreen("t1", 100)))),
        ["stream-open-search"] = Json(new StreamOpen("s5", StreamKinds.Search, ProtocolJson.Element(new SearchTerminal("t1", "error", false, false, 100)))),
        ["stream-open-recording"] = Json(new StreamOpen("s6", StreamKinds.Recording, ProtocolJson.Element(new ReadRecording("r1")))),
        ["stream-open-files-list"] = Json(Files("s7", FileActions.List, new ListFolder("/root", null, 1000, "name", false))),
        ["stream-open-files-stat"] = Json(Files("s8", FileActions.Stat, new FilePlace("/root/notes.txt"))),
        ["stream-open-files-read"] = Json(Files("s9", FileActions.Read, new FilePlace("/root/notes.txt"))),
        ["stream-open-files-write"] = Json(Files("s10", FileActions.Write, new WriteFile("/root/notes.txt", "5a0f", false, true, 12, 420))),
        ["stream-open-files-make-folder"] = Json(Files("s11", FileActions.MakeFolder, new MakeFolder("/root/new", false))),
        ["stream-open-files-move"] = Json(Files("s12", FileActions.Move, new MoveFile("/root/a", "/root/b", false))),
        ["stream-open-files-mode"] = Json(Files("s13", FileActions.Mode, new ChangeMode("/root/run.sh", 493))),
        ["stream-open-files-list-trash"] = Json(Files("s14", FileActions.ListTrash, new NoArguments())),
        ["stream-open-files-restore"] = Json(Files("s15", FileActions.Restore, new RestoreFile("20260301123000000-0011aabb", null))),
        ["stream-open-files-empty-trash"] = Json(Files("s16", FileActions.Empty, new EmptyTrash(null))),
        ["file-entry"] = Json(Entry),
        ["file-range"] = Json(new FileRange(0, 12)),
        ["file-result"] = Json(new FileResult(Entry, null)),
        ["file-result-error"] = Json(new FileResult(null, new LinkError("no_space", "There is no space left for /root/notes.txt."))),
        ["folder-listing"] = Json(new FolderListing("/root", [Entry with { Name = @"back\\slash \xff", Path = null }], "f.0.bm90ZXMudHh0", 2)),
        ["trash-listing"] = Json(new TrashListing([new TrashEntry("20260301123000000-0011aabb", "/root/old", "file", 12, At)])),
        ["trash-emptied"] = Json(new TrashEmptied(1)),
        ["stream-open-git-discover"] = Json(Git("s17", GitActions.Discover, new DiscoverRepositories("/", 5, false))),
        ["stream-open-git-status"] = Json(Git("s18", GitActions.Status, new RepositoryPlace("/root/app"))),
        ["stream-open-git-diff"] = Json(Git("s19", GitActions.Diff, new ReadDiff("/root/app", "notes.txt", true, null))),
        ["stream-open-git-log"] = Json(Git("s20", GitActions.Log, new ReadLog("/root/app", "main", null, 50))),
        ["stream-open-git-branches"] = Json(Git("s21", GitActions.Branches, new ListBranches("/root/app", true))),
        ["stream-open-git-stage"] = Json(Git("s22", GitActions.Stage, new StageFiles("/root/app", ["notes.txt", @"\xff"]))),
        ["stream-open-git-commit"] = Json(Git("s23", GitActions.Commit, new CommitChanges("/root/app", "Say why", "Ada <ada@example.org>"))),
        ["stream-open-git-pull"] = Json(Git("s24", GitActions.Pull, new PullChanges("/root/app", "origin", "main"))),
        ["stream-open-git-push"] = Json(Git("s25", GitActions.Push, new PushChanges("/root/app", "origin", "main", false))),
        ["stream-open-git-switch"] = Json(Git("s26", GitActions.Switch, new SwitchBranch("/root/app", "topic", true, null))),
        ["stream-open-git-init"] = Json(Git("s27", GitActions.Init, new InitRepository("/root/app"))),
        ["stream-open-git-clone"] = Json(Git("s28", GitActions.Clone, new CloneRepository("https://example.org/app.git", "/root/app", null))),
        ["git-repository-list"] = Json(new RepositoryList([new GitRepository("/root/app", "root/app", "app", "main", "https://***@example.org/app.git", true, 2, 1, 0, At, null)], 1, false)),
        ["git-repository-status"] = Json(new RepositoryStatus(
            "/root/app", new BranchState("main", "5a0f", "origin/main", 1, 0), [new GitFile("notes.txt", "old.txt", "renamed", "modified")], 1, 1, 0, 1, [new GitRemote("origin", "ssh://git@example.org/app.git")], [Commit])),
        ["git-diff-text"] = Json(new DiffText("@@ -1 +1 @@\n-old\n+new\n", false)),
        ["git-commit-log"] = Json(new CommitLog([Commit], "5a0f.50")),
        ["git-branch-list"] = Json(new BranchList([new GitBranch("main", false, true, "5a0f", "origin/main", "Say why", At)])),
        ["git-stage-result"] = Json(new StageResult(["notes.txt"], [new FailedFile("none", "There is no such file, and git knows none.")])),
        ["git-commit-made"] = Json(new CommitMade("5a0f")),
        ["git-pull-result"] = Json(new PullResult(true, "5a0f")),
        ["git-push-result"] = Json(new PushResult(true, "origin", "main")),
        ["git-branch-switched"] = Json(new BranchSwitched("topic")),
        ["stream-note"] = Json(new StreamNote(Progress: "Receiving objects: 40%")),
        ["stream-note-error"] = Json(new StreamNote(new LinkError("git_conflict", "Both changed notes.txt."))),
        ["screen-text"] = Json(new ScreenText(20, 2, new ScreenCursor(1, 2, true), "vim", "/root", false, ["ready", "$"], ["above"], 1)),
        ["search-result"] = Json(new SearchResult([new SearchMatch(1, 0, 5, "error: no such file")], false)),
        ["stream-opened"] = Json(new StreamOpened("s1", null)),
        ["stream-refused"] = Json(new StreamOpened("s1", new LinkError("port_closed", "Nothing answers on port 8080 of the instance."))),
        ["log-line"] = Json(new LogLine(At, "stdout", "ready")),
    };

    private static FileEntry Entry => new("notes.txt", "/root/notes.txt", "file", 12, At, "0644", 0, 0, "5a0f");

    private static StreamOpen Files<T>(string id, string action, T arguments) =>
        new(id, StreamKinds.Files, ProtocolJson.Element(new FileCall("i7k2", action, ProtocolJson.Element(arguments))));

    private static GitCommit Commit => new("5a0f", "Say why", "Ada", "ada@example.org", At);

    private static StreamOpen Git<T>(string id, string action, T arguments) =>
        new(id, StreamKinds.Git, ProtocolJson.Element(new GitCall("i7k2", action, ProtocolJson.Element(arguments))));

    private static string Json<T>(T value) => ProtocolJson.Write(value);

    private static string Frame(LinkFrame frame) => ProtocolJson.Write(frame);

    private static string Request<T>(string type, T payload) => Frame(new LinkFrame(LinkFrameKind.Request, "1", type, ProtocolJson.Element(payload)));

    private static string Answer<T>(T payload) => Frame(new LinkFrame(LinkFrameKind.Response, "1", Payload: ProtocolJson.Element(payload)));

    private static string Event<T>(string type, T payload) => Frame(new LinkFrame(LinkFrameKind.Event, Type: type, Payload: ProtocolJson.Element(payload)));
}
