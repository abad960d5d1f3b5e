namespace Larder.Generators.Tests.Behaviour;

public interface IReport
{
    Task<int> CountAsync(string status);
}
