using System.Text.RegularExpressions;
using Npgsql;

namespace Heed.Bench.Stores;

/// <summary>
/// Which database a text names: a file, or a PostgreSQL server by connection string or address. <c>@FILE</c> is the text in a file, so that
/// a password need not stand in a command. Nothing here repeats what it cannot read: there may be a password in it.
/// </summary>
internal static partial class StoreName
{
    private const long Longest = 1 << 16;

    private static readonly string[] PasswordKeys = ["password", "pwd", "psw"];

    /// <summary>What a name stands for.</summary>
    /// <exception cref="StoreException">The file of <c>@FILE</c> cannot be read, or holds no name.</exception>
    public static string Of(string where)
    {
        if (where is not ['@', .. { Length: > 0 } file]) return where;
        string[] lines;
        try
        {
            lines = BoundedFile.Text(file, Longest).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new StoreException(e.Message, e);
        }

        return lines is [var name] ? name : throw new StoreException($"'{file}' should hold the name of a store, on one line.");
    }

    /// <summary>Whether a text names a server, not a file.</summary>
    /// <exception cref="StoreException">It names something else.</exception>
    public static bool IsServer(string where)
    {
        if (IsAddress(where)) return true;
        if (where.Split("://", 2) is [{ Length: > 1 } scheme, _]
            && scheme.All(c => char.IsAsciiLetterOrDigit(c) || c is ':' or '+' or '-' or '.'))
            throw new StoreException($"'{scheme}://…' is no address of a store: give postgresql://… or a connection string, or a file.");
        return where.Split(';').Any(part => part.Split('=', 2) is [var key, _] && IsKey(key.Trim()));
    }

    /// <summary>Whether a text is an address, not a connection string.</summary>
    public static bool IsAddress(string where) =>
        where.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase)
        || where.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a text has a password in it, also where it cannot be read otherwise. Loads nothing.</summary>
    public static bool HoldsPassword(string where) => IsAddress(where)
        ? InAddress().IsMatch(where)
        : where.Split(';').Any(part => part.Split('=', 2) is [var key, var value] && value.Trim().Length > 0
            && PasswordKeys.Contains(key.Trim(), StringComparer.OrdinalIgnoreCase));

    /// <summary>A connection string in place of an address.</summary>
    /// <exception cref="FormatException">It cannot be read.</exception>
    public static NpgsqlConnectionStringBuilder FromAddress(string where)
    {
        var address = new Uri(where);
        var database = Uri.UnescapeDataString(address.AbsolutePath.TrimStart('/'));
        if (database.Contains('@') || database.Contains('/'))
            throw new FormatException("A user, password or database with '@', '/', ':' or '#' has them as %40, %2F, %3A, %23.");
        var builder = new NpgsqlConnectionStringBuilder { Host = address.Host, Database = database };
        if (address.Port > 0) builder.Port = address.Port;
        if (address.UserInfo.Split(':', 2) is [{ Length: > 0 } user, .. var rest])
        {
            builder.Username = Uri.UnescapeDataString(user);
            if (rest is [var password]) builder.Password = Uri.UnescapeDataString(password);
        }

        foreach (var option in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = option.Split('=', 2) is [var n, var v] ? (n, Uri.UnescapeDataString(v))
                : throw new FormatException("An option after '?' has no value.");
            builder[name == "sslmode" ? "SSL Mode" : name] = value;
        }

        return builder;
    }

    [GeneratedRegex(@"^\w+://[^/?#]*?:[^/?#]+@|[?&](password|pwd|psw)=[^&]", RegexOptions.IgnoreCase)]
    private static partial Regex InAddress();

    private static bool IsKey(string key)
    {
        try
        {
            return key.Length > 0 && new NpgsqlConnectionStringBuilder().ContainsKey(key);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
