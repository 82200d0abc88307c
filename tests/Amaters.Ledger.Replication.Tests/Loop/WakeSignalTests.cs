using System.Diagnostics;

namespace Amaters.Ledger.Replication.Tests.Loop;

public sealed class WakeSignalTests
{
    [Fact]
    public void A_wake_up_before_the_sleep_ends_it()
    {
        var signal = new WakeSignal();
        signal.Wake();
        signal.Sleep(null);
    }

    [Fact]
    public void A_sleep_ends_with_its_time()
    {
        var signal = new WakeSignal();
        var began = Stopwatch.GetTimestamp();
        // It may end early for other reasons, but not always.
        while (Stopwatch.GetElapsedTime(began) < TimeSpan.FromMilliseconds(20))
            signal.Sleep(TimeSpan.FromMilliseconds(20));
    }

    [Fact]
    public void A_sleeper_is_woken_each_time()
    {
        var (there, back) = (new WakeSignal(), new WakeSignal());
        var other = new Thread(() =>
        {
            for (var i = 0; i < 1000; i++)
            {
                there.Sleep(null);
                back.Wake();
            }
        });
        other.Start();
        for (var i = 0; i < 1000; i++)
        {
            there.Wake();
            back.Sleep(null);
        }

        other.Join();
    }
}
