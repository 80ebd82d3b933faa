using Heed.Bench.Stores;

namespace Heed.Bench.Tests.Stores;

public sealed class StoreNameTests
{
    [Theory]
    [InlineData("jdbc:postgresql://h/db?user=u&password=secret")]
    [InlineData("mysql://u:secret@h/db")]
    [InlineData("Username=u;Password=secret;Database=db")]
    [InlineData("Password=secret")]
    [InlineData("postgresql://u:12/secret@h/db")]
    [InlineData("postgresql://u:secret@h/db?secret")]
    [InlineData("PostgreSQL://u:pass@:secret/db")]
    [InlineData("Host=h;Port=secret;Password=secret")]
    public void What_names_no_store_is_refused_without_its_password_and_leaves_no_file(string where)
    {
        using var folder = new Folder();
        var before = Directory.GetFileSystemEntries(".").Order(StringComparer.Ordinal).ToArray();
        var e = Assert.Throws<StoreException>(() => Store.Open(where, patience: TimeSpan.FromMilliseconds(1)));
        Assert.DoesNotContain("secret", e.ToString().Split('\n')[0]);
        Assert.Equal(before, Directory.GetFileSystemEntries(".").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_file_may_hold_the_name_so_that_no_command_shows_a_password()
    {
        using var folder = new Folder();
        File.WriteAllText(folder["name"], $"\n{folder["a=b.sqlite"]}\n");
        Store.Open($"@{folder["name"]}").Dispose();
        Assert.True(File.Exists(folder["a=b.sqlite"]));
        File.WriteAllText(folder["name"], "one\ntwo");
        Assert.Contains("on one line", Assert.Throws<StoreException>(() => Store.Open($"@{folder["name"]}")).Message);
        Assert.Contains("no file", Assert.Throws<StoreException>(() => Store.Open($"@{folder["nothing"]}")).Message);
    }

    [Fact]
    public void A_store_is_the_same_however_it_is_named()
    {
        using var folder = new Folder();
        using var one = Store.Open(folder["store"]);
        using var same = Store.Open(Path.GetRelativePath(Directory.GetCurrentDirectory(), folder["store"]));
        using var other = Store.Open(folder["other"]);
        Assert.Equal(one.Identity, same.Identity);
        Assert.NotEqual(one.Identity, other.Identity);
    }
}
