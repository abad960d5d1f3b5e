using System.Net;
using System.Net.Sockets;
using Larder.Resp.Configuration;

namespace Larder.Resp.Topology.Tests.Configuration;

public class AddressTests
{
    [Theory]
    [InlineData("redis://localhost", "redis://localhost:6379")]
    [InlineData("REDIS://localhost:6379/0", "redis://localhost:6379")]
    [InlineData("redis://localhost:6380/", "redis://localhost:6380")]
    [InlineData("redis://:s3cret@localhost/2", "redis://:***@localhost:6379/2")]
    [InlineData("redis://user:p%40ss%3Aword@localhost/1", "redis://user:***@localhost:6379/1")]
    [InlineData("redis://user@localhost", "redis://user@localhost:6379")]
    [InlineData("redis://localhost?db=3", "redis://localhost:6379/3")]
    [InlineData("rediss://:s3cret@redis.example.com:6380", "rediss://:***@redis.example.com:6380")]
    [InlineData("redis://[::1]:6379/4", "redis://[::1]:6379/4")]
    [InlineData("redis://127.0.0.1", "redis://127.0.0.1:6379")]
    [InlineData("redis+sentinel://localhost:16379/THEAD_CLUSTER", "redis+sentinel://localhost:16379/THEAD_CLUSTER")]
    [InlineData("redis+sentinel://h1,h2:16379/mymaster/5", "redis+sentinel://h1:26379,h2:16379/mymaster/5")]
    [InlineData("redis+cluster://h1:7000,h2:7001/0", "redis+cluster://h1:7000,h2:7001")]
    [InlineData("unix:///run/redis.sock", "unix:///run/redis.sock")]
    [InlineData("unix:///run/redis.sock?db=2", "unix:///run/redis.sock?db=2")]
    [InlineData("localhost", "redis://localhost:6379")]
    [InlineData("redis:6379", "redis://redis:6379")]
    [InlineData("h1:6379,h2:6380,password=s3cret,ssl=true,defaultDatabase=7", "rediss://:***@h1:6379,h2:6380/7")]
    [InlineData("s1,s2,serviceName=mymaster", "redis+sentinel://s1:26379,s2:26379/mymaster")]
    public void An_address_is_read_and_shown_without_its_secrets(string text, string shown)
    {
        Assert.Equal(shown, RespOptions.Parse(text).ToString());
    }

    [Fact]
    public void Every_kind_of_endpoint_is_told_apart()
    {
        Assert.IsType<DnsEndPoint>(RespOptions.Parse("redis://localhost").EndPoints[0]);
        Assert.Equal(new IPEndPoint(IPAddress.IPv6Loopback, 7), RespOptions.Parse("redis://[::1]:7").EndPoints[0]);
        Assert.IsType<UnixDomainSocketEndPoint>(RespOptions.Parse("unix:///run/redis.sock").EndPoints[0]);
    }

    [Theory]
    [InlineData("redis://user:p%40ss%3Aw%2Ford@localhost", "p@ss:w/ord")]
    [InlineData("redis://user:a:b@localhost", "a:b")]
    [InlineData("redis:6379,password=a=b", "a=b")]
    [InlineData("redis://localhost?password=a%26b", "a&b")]
    [InlineData("redis://localhost", null)]
    public void A_password_is_read(string text, string? password)
    {
        Assert.Equal(password, RespOptions.Parse(text).Password);
    }

    [Fact]
    public void Options_of_other_clients_are_understood()
    {
        var options = RespOptions.Parse(
            "h:1,user=app,name=shop,connectTimeout=1500,asyncTimeout=700,keepAlive=7,ssl=true,sslHost=redis.example.com,sslProtocols=tls12|tls13,maxPoolSize=20");

        Assert.Equal(("app", "shop", 20), (options.User, options.ClientName, options.PoolSize));
        Assert.Equal(TimeSpan.FromSeconds(1.5), options.ConnectTimeout);
        Assert.Equal(TimeSpan.FromSeconds(0.7), options.CommandTimeout);
        Assert.Equal(TimeSpan.FromSeconds(7), options.KeepAlive);
        Assert.Equal("redis.example.com", options.Tls!.ServerName);
        Assert.Equal(System.Security.Authentication.SslProtocols.Tls12 | System.Security.Authentication.SslProtocols.Tls13, options.Tls.Protocols);
    }

    [Fact]
    public void Options_stand_behind_the_question_mark_of_a_url()
    {
        var options = RespOptions.Parse(
            "rediss://h/1?connect_timeout=250&command_timeout=5s&client-name=shop&ca_file=/ca.pem&cert_file=/c.pem&key_file=/k.pem&ssl_check_hostname=false");

        Assert.Equal((TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(5), "shop"), (options.ConnectTimeout, options.CommandTimeout, options.ClientName));
        Assert.Equal(("/ca.pem", "/c.pem", "/k.pem"), (options.Tls!.CaFile, options.Tls.CertificateFile, options.Tls.KeyFile));
        Assert.Equal(TlsVerification.AuthorityOnly, options.Tls.Verification);
        Assert.Empty(options.Remarks);
    }

    [Theory]
    [InlineData("redis://h?max_connections=20", "LAR216")]
    [InlineData("rediss://h?ssl_cert_reqs=none", "LAR217")]
    [InlineData("rediss://h?verify=none", "LAR217")]
    [InlineData("h,abortConnect=false", "LAR213")]
    [InlineData("redis://h?retry_on_timeout=true", "LAR213")]
    public void What_is_accepted_with_a_word_says_it(string text, string code)
    {
        var remark = Assert.Single(RespOptions.Parse(text).Remarks);

        Assert.Equal(code, remark.Code);
    }

    [Fact]
    public void Options_are_compared_as_objects_and_shown_without_secrets()
    {
        var one = new RespOptions { EndPoints = [new DnsEndPoint("h", 1)], User = "u", Password = "s3cret", SentinelPassword = "s3cret" };

        Assert.NotEqual(one, one with { User = "u" });
        Assert.DoesNotContain("s3cret", one.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", System.Text.Json.JsonSerializer.Serialize(new { one.User, one.Database, Text = one.ToString() }), StringComparison.Ordinal);
        Assert.DoesNotContain(typeof(RespOptions).GetProperties(), property => property.Name.EndsWith("Password", StringComparison.Ordinal) && property.GetMethod is { IsPublic: true });
    }
}
