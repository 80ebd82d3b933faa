using System.Globalization;
using Heed.Bench.Stores;

namespace Heed.Bench.Tests.Stores;

public class OwnerTests
{
    [Fact]
    public void When_a_process_was_started_does_not_depend_on_a_clock()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the count is that of Linux");
        const int PerSecond = 100;
        var up = double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], CultureInfo.InvariantCulture);
        Assert.InRange(Owner.Self.Started, 1, (long)(up * PerSecond) + PerSecond);
    }
}
