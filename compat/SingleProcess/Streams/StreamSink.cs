using Orleans.Streams;

namespace Anchorage.SingleProcess.Streams;

// An observer without the type of its items.
internal sealed record StreamSink(Func<object, StreamSequenceToken, Task> OnNext, Func<Exception, Task> OnError);
