namespace Larder.Resp.Configuration;

/// <summary>Gives user and password for a connection. Called at each connection and every <see cref="RespOptions.CredentialsEvery"/>.</summary>
/// <param name="cancellationToken">Set when the connection gave up.</param>
public delegate ValueTask<RespCredentials> RespCredentialsSource(CancellationToken cancellationToken);
