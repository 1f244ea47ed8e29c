using System.Net.NetworkInformation;
using Anchorage.NodeAgent.Protocol.Nodes;

namespace Anchorage.NodeAgent.Tests.Nodes;

public sealed class NetworkCardsTests
{
    [Fact]
    public void The_cards_of_this_machine_are_read() =>
        NetworkCards.Read(cards => cards.Count(c => c.NetworkInterfaceType == NetworkInterfaceType.Loopback)).ShouldBe(1);

    [Fact]
    public void Cards_that_change_while_they_are_read_are_read_again()
    {
        var tries = 0;
        NetworkCards.Read(
            () => ++tries switch
            {
                1 => throw new ArgumentException("An invalid IP address was specified."),
                2 => throw new NetworkInformationException(),
                _ => [],
            },
            cards => cards.Length).ShouldBe(0);
        tries.ShouldBe(3);
    }

    [Fact]
    public void Cards_that_cannot_be_read_at_all_end_with_one_error()
    {
        var tries = 0;
        Should.Throw<IOException>(() => NetworkCards.Read<int>(() => throw new ArgumentException($"try {++tries}"), cards => cards.Length));
        tries.ShouldBe(20);
    }
}
