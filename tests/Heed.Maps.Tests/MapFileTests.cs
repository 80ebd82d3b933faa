using System.Runtime.InteropServices;

namespace Heed.Maps.Tests;

public sealed class MapFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("heed-maps-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(RendererTests.Extensions), MemberType = typeof(RendererTests))]
    public void A_file_is_written_whole_and_nothing_else(string extension)
    {
        var path = Path.Combine(folder, "map" + extension.ToUpperInvariant());
        File.WriteAllText(path, "old");
        MapFile.Save(Sample.Softmax(3, 3), new(), path);
        Assert.Equal([path], Directory.GetFiles(folder));
        Assert.Equal(Sample.Render(MapFile.Of(extension), Sample.Softmax(3, 3)), File.ReadAllBytes(path));
    }

    [Fact]
    public void An_unknown_extension_lists_the_known_ones()
    {
        var e = Assert.Throws<ArgumentException>(() => MapFile.Save(Sample.Softmax(2, 2), new(), Path.Combine(folder, "map.gif")));
        Assert.Contains("'.gif'", e.Message);
        Assert.Contains("known are .png, .svg, .html, .json, .csv.", e.Message);
        Assert.Equal(".png .svg .html .json .csv", string.Join(' ', MapFile.Renderers.Select(r => r.Extension)));
    }

    [Fact]
    public void A_path_that_was_left_out_is_no_unknown_extension()
    {
        Assert.Throws<ArgumentNullException>("path", () => MapFile.Save(Sample.Softmax(2, 2), new(), null!));
        var empty = Assert.Throws<ArgumentException>("path", () => MapFile.Save(Sample.Softmax(2, 2), new(), ""));
        Assert.DoesNotContain("renderer", empty.Message);
    }

    [Fact]
    public void A_missing_folder_is_named()
    {
        var missing = Path.Combine(folder, "nowhere");
        Assert.Contains(missing,
            Assert.Throws<IOException>(() => MapFile.Save(Sample.Softmax(2, 2), new(), Path.Combine(missing, "map.csv"))).Message);
    }

    [Fact]
    public void A_failed_save_leaves_nothing_behind()
    {
        var path = Path.Combine(folder, "map.csv");
        Directory.CreateDirectory(path);
        var e = Assert.ThrowsAny<IOException>(() => MapFile.Save(Sample.Softmax(2, 2), new(), path));
        Assert.StartsWith($"'{path}' cannot be written. ", e.Message);
        Assert.DoesNotContain(".map.csv.", e.Message);
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public void A_picture_is_whole_when_a_signal_comes_meanwhile_and_the_program_goes_on()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("not run: Windows has no such signals");
        using var on = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => signal.Cancel = true);
        var (path, times) = (Path.Combine(folder, "picture"), 0);
        PictureFile.Write(path, stream =>
        {
            stream.Write([1, 2]);
            if (times++ > 0) return;
            Assert.Equal(0, Kill(Environment.ProcessId, 15));
            Assert.True(SpinWait.SpinUntil(() => Directory.GetFiles(folder).Length == 0, TimeSpan.FromSeconds(30)), "nobody cleaned up");
        });
        Assert.Equal(2, times);
        Assert.Equal([path], Directory.GetFiles(folder));
        Assert.Equal([1, 2], File.ReadAllBytes(path));
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
