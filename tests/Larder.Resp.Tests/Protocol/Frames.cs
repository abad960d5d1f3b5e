using System.Text;

namespace Larder.Resp.Tests.Protocol;

/// <summary>A frame of each kind, and of each way to put them together.</summary>
internal static class Frames
{
    public static readonly string[] Whole =
    [
        "+OK\r\n", "+\r\n", "-ERR no\r\n", ":0\r\n", ":-12\r\n", ":+7\r\n", ":9223372036854775807\r\n", "$5\r\nhello\r\n", "$0\r\n\r\n", "$-1\r\n", "$3\r\n\r\n\0\r\n", "*-1\r\n", "*0\r\n",
        "_\r\n", "#t\r\n", "#f\r\n", ",3.25\r\n", ",inf\r\n", ",-inf\r\n", ",nan\r\n", ",10\r\n", ",1e5\r\n", "(3492890328409238509324850943850943825024385\r\n", "(-1\r\n",
        "!21\r\nSYNTAX invalid syntax\r\n", "=15\r\ntxt:Some string\r\n", "=4\r\ntxt:\r\n",
        "*3\r\n:1\r\n$1\r\na\r\n*1\r\n+x\r\n", "%2\r\n+a\r\n:1\r\n+b\r\n*2\r\n_\r\n#t\r\n", "~2\r\n+a\r\n+b\r\n", "*2\r\n*0\r\n%0\r\n",
        ">2\r\n+invalidate\r\n*1\r\n$3\r\nkey\r\n", ">2\r\n$10\r\ninvalidate\r\n_\r\n",
        "|1\r\n+key-popularity\r\n%1\r\n$1\r\na\r\n,0.19\r\n*2\r\n:1\r\n:2\r\n", "|0\r\n:1\r\n", "*2\r\n|1\r\n+ttl\r\n:3600\r\n:1\r\n:2\r\n", "|1\r\n+a\r\n|1\r\n+b\r\n:1\r\n:2\r\n$1\r\nx\r\n",
        "*4\r\n+a\r\n-ERR in a list\r\n$-1\r\n*2\r\n:1\r\n%1\r\n+k\r\n~1\r\n+v\r\n", "$120\r\n" + new string('v', 120) + "\r\n",
    ];

    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
