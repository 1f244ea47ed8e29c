namespace Anchorage.NodeAgent.Protocol.Commands;

/// <summary>What a stream of kind <c>commands</c> does; its arguments are the record named with it.</summary>
public static class CommandActions
{
    /// <summary>Read a log: <see cref="ReadNamedLog"/>, answered with <see cref="NamedLog"/>.</summary>
    public const string Log = "log";

    /// <summary>Show the configuration, secrets masked: <see cref="Files.NoArguments"/>, answered with <see cref="InstanceConfiguration"/>.</summary>
    public const string Configuration = "configuration";
}
