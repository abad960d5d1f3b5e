namespace Larder.AspNetCore.Admin;

/// <summary>A request is answered with this status and sentence.</summary>
internal sealed class AdminRefusal(int status, string message) : Exception(message)
{
    public int Status => status;
}
