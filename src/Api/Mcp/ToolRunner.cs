using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Anchorage.Api.Mcp.Tools;
using Anchorage.Api.Streams;
using Anchorage.Grains.Abstractions.Audit;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Mcp;
using Anchorage.Grains.Audit;
using Anchorage.Grains.Authorisation;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Anchorage.Api.Mcp;

/// <summary>Carries a call out: the instance admits it, its owner may have to say yes, the tool calls what REST calls. Every call stands in the audit with the names of its arguments.</summary>
/// <remarks>
/// <code>
///   parse ─► admit (instance grain) ─► wait for the yes ─► run ─► answer
///                                          └── a right that ends, or a program that leaves, ends it at any point ──┘
/// </code>
/// </remarks>
internal sealed partial class ToolRunner(ToolServices services, CallPlaces places, Authoriser authoriser, AuditTrail audit, ILogger<ToolRunner> logger)
{
    /// <summary>Where a message carries the token that is cancelled when its client leaves.</summary>
    public const string AbortedKey = "anchorage.aborted";

    private const int MaxAnswer = 1024 * 1024;

    /// <summary>Carries out one call.</summary>
    public async ValueTask<CallToolResult> CallAsync(Caller caller, string client, RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        using CancellationTokenSource left = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken, request.Items is { } items && items.TryGetValue(AbortedKey, out object? aborted) && aborted is CancellationToken token ? token : CancellationToken.None);
        string name = request.Params?.Name ?? string.Empty;
        ImmutableDictionary<string, string> details = ImmutableDictionary<string, string>.Empty
            .Add("tool", name.Length <= 64 ? name : name[..64])
            .Add("arguments", Names(request.Params?.Arguments))
            .Add("client", client);
        if (Toolbox.Find(name) is not { } tool)
        {
            await audit.Note(caller, AuditActions.McpCalled, new ResourceRef("mcp"), AuditResult.Refused, ErrorCodes.NotFound, details);
            throw new McpProtocolException("There is no such tool. Ask for the list of tools.", McpErrorCode.InvalidParams);
        }

        Func<float, string, Task> report = Reporter(request, left.Token);
        try
        {
            places.Enter(caller.PrincipalId);
            try
            {
                return Answer(await CallAsync(caller, client, tool, request.Params!.Arguments, details, report, left.Token));
            }
            finally
            {
                places.Leave(caller.PrincipalId);
            }
        }
        catch (AnchorageException exception)
        {
            return Refusal(exception.Code, ErrorRegistry.Describe(exception.Code, exception.Args));
        }
        catch (Exception exception) when (exception is not (McpException or OperationCanceledException))
        {
            string code = exception is TimeoutException ? ErrorCodes.Timeout : ErrorCodes.InternalError;
            LogFault(exception.GetType().Name, name);
            return Refusal(code, ErrorRegistry.Describe(code, ImmutableDictionary<string, string>.Empty));
        }
    }

    private async Task<JsonElement> CallAsync(
        Caller caller,
        string client,
        Tool tool,
        IDictionary<string, JsonElement>? raw,
        ImmutableDictionary<string, string> details,
        Func<float, string, Task> report,
        CancellationToken left)
    {
        string callId = services.Ids.NewId();
        AdmittedPlace target = new(new ResourceRef("mcp"), tool.Permissions, null);
        AdmittedPlace? source = null;
        object arguments;
        try
        {
            arguments = tool.Parse(raw);
            async Task<AdmittedPlace> Admit(string instance, ImmutableArray<string> permissions, string id, Action<ResourceRef> named)
            {
                string found = await services.Instances.Resolve(caller, instance);
                named(new ResourceRef("instance", found));
                McpCallRequest asked = new(id, tool.Definition.Name, permissions, Shown(raw), client, tool.Nature == ToolNature.Destroys);
                McpAdmission admission = await services.Grains.GetGrain<IInstanceSystemGrain>(GrainKeys.Instance(found)).AdmitMcp(caller, asked);
                return new AdmittedPlace(admission.Instance.Resource, permissions, admission.Waiting);
            }

            // The source first: an owner is asked only when nothing else is in the way.
            if (arguments is IFromInstance { SourceInstance: var from })
            {
                source = await Admit(from, tool.SourcePermissions, services.Ids.NewId(), r => target = target with { Resource = r });
            }

            if (arguments is IOnInstance { TargetInstance: var to })
            {
                target = await Admit(to, tool.Permissions, callId, r => target = target with { Resource = r });
            }
        }
        catch (AnchorageException exception)
        {
            await EndAsync(source, exception.Code);
            await audit.Note(caller, AuditActions.McpCalled, target.Resource, AuditResult.Refused, exception.Code, details);
            throw;
        }

        details = source is null ? details : details.Add("source", source.Resource.Id!);
        return await audit.Run(
            caller,
            AuditActions.McpCalled,
            target.Resource,
            () => WatchAsync(caller, target, source, report, left, call => tool.RunAsync(call, arguments)),
            target.Waiting is null ? details : details.Add("call", callId));
    }

    /// <summary>Waits for the yes if one is needed and runs, as long as the program may.</summary>
    private async Task<JsonElement> WatchAsync(
        Caller caller,
        AdmittedPlace target,
        AdmittedPlace? source,
        Func<float, string, Task> report,
        CancellationToken left,
        Func<ToolCall, Task<JsonElement>> run)
    {
        ResourceRef resource = target.Resource;
        await using RightsWatch watch = new(
            async () => await WhyNotAsync(caller, target) ?? (source is null ? null : await WhyNotAsync(caller, source)), services.Time, left);
        string? error = ErrorCodes.InternalError;
        try
        {
            await WaitAsync([target, .. source is null ? (AdmittedPlace[])[] : [source]], report, watch.Over);
            ToolCall call = new(caller with { McpCall = target.Waiting?.Id }, resource.Id ?? string.Empty, services, report, watch.Over)
            {
                Source = source is null ? null : new ToolSource(caller with { McpCall = source.Waiting?.Id }, source.Resource.Id!),
            };
            JsonElement answer = await run(call);
            error = null;
            return answer;
        }
        catch (AnchorageException exception)
        {
            error = watch.Code ?? exception.Code;
            throw watch.Code is { } ended ? Ended(ended, resource) : exception;
        }
        catch (Exception exception) when (exception is OperationCanceledException or System.Net.WebSockets.WebSocketException)
        {
            error = watch.Code ?? (left.IsCancellationRequested ? ErrorCodes.OperationCancelled : ErrorCodes.AgentTimeout);
            throw watch.Code is { } ended ? Ended(ended, resource)
                : left.IsCancellationRequested ? exception
                : new AnchorageException(ErrorCodes.AgentTimeout, ("node", resource.Name ?? "?"));
        }
        finally
        {
            await EndAsync(target, error);
            await EndAsync(source, error);
        }
    }

    private Task EndAsync(AdmittedPlace? place, string? error) => place?.Waiting is { } waiting ? Calls(place).End(waiting.Id, error) : Task.CompletedTask;

    private IMcpSystemGrain Calls(AdmittedPlace place) => services.Grains.GetGrain<IMcpSystemGrain>(GrainKeys.Mcp(place.Resource.OwnerId!));

    /// <summary>Waits for every yes at a time; the first no ends it.</summary>
    private async Task WaitAsync(AdmittedPlace[] places, Func<float, string, Task> report, CancellationToken over)
    {
        using CancellationTokenSource denied = CancellationTokenSource.CreateLinkedTokenSource(over);
        List<Task> asked = [.. places.Where(p => p.Waiting is not null).Select(p => WaitAsync(Calls(p), p.Waiting!, report, denied.Token))];
        while (asked.Count > 0)
        {
            Task first = await Task.WhenAny(asked);
            asked.Remove(first);
            if (!first.IsCompletedSuccessfully)
            {
                await denied.CancelAsync();
                await Task.WhenAll(asked).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
                await first;
            }
        }
    }

    private static async Task WaitAsync(IMcpSystemGrain calls, McpCallInfo waiting, Func<float, string, Task> report, CancellationToken over)
    {
        for (McpCallInfo call = waiting; ; call = await calls.Wait(waiting.Id))
        {
            over.ThrowIfCancellationRequested();
            switch (call.State)
            {
                case McpCallState.Waiting:
                    await report(0, $"Waiting for the owner of {call.Instance.Name} to say yes, until {call.ExpiresAt:HH:mm:ss} UTC.");
                    break;
                case McpCallState.Approved:
                    return;
                case McpCallState.Denied:
                    throw new AnchorageException(ErrorCodes.McpCallDenied, ("user", call.DecidedBy?.Name ?? "The owner"));
                case McpCallState.Expired:
                    throw new AnchorageException(ErrorCodes.McpCallExpired);
                default:
                    throw new AnchorageException(ErrorCodes.McpCallEnded);
            }
        }
    }

    /// <summary>Whether the token, the share and the owner's permission still hold; what takes a yes was asked before.</summary>
    private async Task<string?> WhyNotAsync(Caller caller, AdmittedPlace place)
    {
        if ((await authoriser.Decide(caller, Permissions.UseMcp, new ResourceRef("mcp"))).Code is { } ended)
        {
            return ended;
        }

        if (place.Resource.Id is not { } id || await services.Grains.GetGrain<IInstanceSystemGrain>(GrainKeys.Instance(id)).Read() is not { } now)
        {
            return null;
        }

        foreach (string permission in place.Permissions)
        {
            if ((await authoriser.Decide(caller, permission, now.Resource)).Code is { } code and not ErrorCodes.McpApprovalRequired)
            {
                return code;
            }
        }

        return null;
    }

    private static AnchorageException Ended(string code, ResourceRef resource) =>
        new(code, ("instance", resource.Name ?? "?"), ("kind", resource.Kind), ("permission", "to go on with this call"));

    private static Func<float, string, Task> Reporter(RequestContext<CallToolRequestParams> request, CancellationToken left)
    {
        if (request.Params?.ProgressToken is not { } token)
        {
            return static (_, _) => Task.CompletedTask;
        }

        // Progress must rise with every message, also when nothing but time passes.
        float said = 0;
        return (percent, message) =>
        {
            said = Math.Max(percent, said + 0.01f);
            return request.Server.NotifyProgressAsync(token, new ProgressNotificationValue { Progress = said, Total = 100, Message = message }, cancellationToken: left);
        };
    }

    private static CallToolResult Answer(JsonElement answer)
    {
        string text = answer.GetRawText();
        return text.Length > MaxAnswer
            ? Refusal(ErrorCodes.PayloadTooLarge, "The answer is longer than 1 MiB; ask for less.")
            : new CallToolResult { Content = [new TextContentBlock { Text = text }], StructuredContent = answer };
    }

    private static CallToolResult Refusal(string code, string message) => new()
    {
        IsError = true,
        Content = [new TextContentBlock { Text = $"{code}: {message} {ErrorRegistry.Find(code)?.Fix}".TrimEnd() }],
        Meta = new JsonObject { ["anchorage/code"] = code },
    };

    private static string Names(IDictionary<string, JsonElement>? arguments) =>
        string.Join(' ', (arguments?.Keys ?? []).Select(static k => k.Length <= 40 ? k : k[..40]).Order(StringComparer.Ordinal).Take(20));

    private static string Shown(IDictionary<string, JsonElement>? arguments) => JsonSerializer.Serialize(arguments ?? new Dictionary<string, JsonElement>(), ApiJson.Options);

    // The exception's text may name what was asked for.
    [LoggerMessage(Level = LogLevel.Error, Message = "A tool failed: {Exception} in {Tool}.")]
    private partial void LogFault(string exception, string tool);
}
