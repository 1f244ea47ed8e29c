using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Nodes;
using Anchorage.NodeAgent.Protocol.Operations;
using Anchorage.NodeAgent.Terminals.Ipc;
using BenchmarkDotNet.Attributes;

namespace Anchorage.Benchmarks.Code;

/// <summary>Frames of the agent link and of terminals: time and allocated bytes.</summary>
public class FrameBenchmarks
{
    private const int KeystrokeSize = 9;
    private const int ChunkSize = 32 * 1024;
    private readonly LinkFrame _frame = new(LinkFrameKind.Request, "r1", MessageTypes.OperationProgress, ProtocolJson.Element(new WorkProgress("op1", 50, "container", "Making the container")));
    private readonly byte[] _keystroke = Framed(KeystrokeSize);
    private readonly byte[] _chunk = Framed(ChunkSize);
    private readonly FrameDecoder _decoder = new(FrameDecoder.MaxToAgent);
    private string _json = string.Empty;

    /// <summary>Writes the frame that is read.</summary>
    [GlobalSetup]
    public void Setup() => _json = ProtocolJson.Write(_frame);

    /// <summary>A progress message to text.</summary>
    [Benchmark]
    public string LinkFrameWrite() => ProtocolJson.Write(_frame);

    /// <summary>The text to a frame and its message.</summary>
    [Benchmark]
    public int LinkFrameRead() => ProtocolJson.Read<WorkProgress>(ProtocolJson.Read<LinkFrame>(_json).Payload).Percent;

    /// <summary>A keystroke through the decoder between agent and terminal host.</summary>
    [Benchmark]
    public int KeystrokeDecode() => Decode(_keystroke);

    /// <summary>32 KiB of output through the same decoder.</summary>
    [Benchmark]
    public int OutputDecode() => Decode(_chunk);

    private static byte[] Framed(int length)
    {
        byte[] frame = new byte[FrameDecoder.HeaderSize + length];
        FrameDecoder.WriteHeader(frame, length, text: false);
        return frame;
    }

    private int Decode(byte[] frame)
    {
        _decoder.Append(frame);
        int length = 0;
        while (_decoder.TryRead(out IpcFrame read))
        {
            length += read.Payload.Length;
        }

        return length;
    }
}
