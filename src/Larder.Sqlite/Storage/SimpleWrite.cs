namespace Larder.Sqlite.Storage;

/// <summary>A change that is one function of the file.</summary>
internal sealed class SimpleWrite<T>(Func<FileConnection, T> run) : AnsweredWrite<T>
{
    public override void Run(FileConnection file) => Answer = run(file);
}
