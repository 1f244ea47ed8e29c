using System.Text.Json;
using Anchorage.NodeAgent.Operations;
using Anchorage.NodeAgent.Protocol.Operations;

namespace Anchorage.NodeAgent.Tests.Operations;

public sealed class JournalTests : IDisposable
{
    private static readonly JsonElement Payload = JsonElement.Parse("""{"instanceId":"a"}""");
    private readonly string _folder = Directory.CreateTempSubdirectory("anchorage-journal-").FullName;

    private string FilePath => Path.Combine(_folder, "work.log");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_journal_cut_at_any_byte_holds_every_record_before_the_cut()
    {
        using (var journal = new Journal(_folder))
        {
            for (var i = 0; i < 5; i++)
            {
                Accept(journal, $"op{i}");
            }
        }

        var whole = File.ReadAllBytes(FilePath);
        for (var length = 0; length <= whole.Length; length++)
        {
            File.WriteAllBytes(FilePath, whole[..length]);
            var lines = whole[..length].Count(b => b == (byte)'\n');

            using (var journal = new Journal(_folder))
            {
                Open(journal).ShouldBe(Enumerable.Range(0, lines).Select(i => $"op{i}"), $"cut after {length} bytes");
                journal.DamagedLines.ShouldBe(0);
                Accept(journal, "next");
            }

            using var again = new Journal(_folder);
            Open(again)[^1].ShouldBe("next", $"cut after {length} bytes");
        }
    }

    [Fact]
    public void A_damaged_line_is_passed_over_and_the_rest_is_read()
    {
        using (var journal = new Journal(_folder))
        {
            Accept(journal, "one");
            Accept(journal, "two");
            Accept(journal, "three");
        }

        var bytes = File.ReadAllBytes(FilePath);
        var second = Array.IndexOf(bytes, (byte)'\n') + 40;
        bytes[second] ^= 1;
        File.WriteAllBytes(FilePath, bytes);

        using var read = new Journal(_folder);

        Open(read).ShouldBe(["one", "three"]);
        read.DamagedLines.ShouldBe(1);
    }

    [Fact]
    public void Random_bytes_never_break_the_reader()
    {
        var random = new Random(4711);
        for (var round = 0; round < 300; round++)
        {
            var bytes = new byte[random.Next(0, 400)];
            random.NextBytes(bytes);
            File.WriteAllBytes(FilePath, bytes);
            using var journal = new Journal(_folder);
            Open(journal).ShouldBeEmpty();
        }
    }

    [Fact]
    public void Only_one_agent_writes_a_journal()
    {
        using var first = new Journal(_folder);

        Should.Throw<IOException>(() => new Journal(_folder).Dispose());
    }

    [Fact]
    public void Compaction_keeps_what_is_open_and_the_memory_of_what_was_done()
    {
        using (var journal = new Journal(_folder, compactAt: 20_000))
        {
            Accept(journal, "open");
            journal.Append(new JournalRecord("begun", "open"), durable: false);
            journal.Append(new JournalRecord("progress", "open", Percent: 45), durable: false);
            Accept(journal, "waits");
            journal.Append(new JournalRecord("completed", "waits", Result: Done("waits")), durable: true);
            for (var i = 0; i < 3000; i++)
            {
                Accept(journal, $"op{i}");
                journal.Append(new JournalRecord("completed", $"op{i}", Result: Done($"op{i}")), durable: false);
                journal.Append(new JournalRecord("acknowledged", $"op{i}"), durable: false);
            }
        }

        new FileInfo(FilePath).Length.ShouldBeLessThan(1_000_000);
        using var read = new Journal(_folder);
        Open(read).ShouldBe(["open", "waits"], ignoreOrder: true);
        var open = read.Read(b => b.Find("open")!);
        (open.Attempts, open.Percent, open.Payload.GetProperty("instanceId").GetString()).ShouldBe((1, 45, "a"));
        read.Read(b => b.Find("waits")!).Result.ShouldNotBeNull().Succeeded.ShouldBeTrue();
        read.Read(b => b.Find("op2999")!).Acknowledged.ShouldBeTrue();
        read.Read(b => b.Find("op0")).ShouldBeNull("only the last thousand are remembered");
    }

    [Fact]
    public void Records_that_contradict_are_ignored()
    {
        var book = new WorkBook();
        book.Apply(new JournalRecord("completed", "unknown", Result: Done("unknown")));
        book.Apply(new JournalRecord("accepted", "one", "t", Payload));
        book.Apply(new JournalRecord("acknowledged", "one"));
        book.Apply(new JournalRecord("completed", "one", Result: Done("one")));
        book.Apply(new JournalRecord("completed", "one", Result: Done("one") with { Succeeded = false }));
        book.Apply(new JournalRecord("what is this", "one"));

        book.Find("unknown").ShouldBeNull();
        book.Find("one").ShouldNotBeNull().Result.ShouldNotBeNull().Succeeded.ShouldBeTrue();
        book.Find("one")!.Acknowledged.ShouldBeFalse();
    }

    private static WorkCompleted Done(string id) => new(id, true, false, null, null, null, null);

    private static void Accept(Journal journal, string id) => journal.Append(new JournalRecord("accepted", id, "instance.create", Payload), durable: false);

    private static string[] Open(Journal journal) => journal.Read(b => b.Open.Select(e => e.OperationId).ToArray());
}
