using System.Diagnostics.CodeAnalysis;

namespace Larder.Resp;

/// <summary>
/// One command as data: its name, its arguments, which of them are keys, and what may be done with it. A value: each call gives a new
/// command, and the old one stays as it is. Bytes are read when the command is sent, so they must not change before its answer.
/// </summary>
public readonly struct Command
{
    private const int Inline = 4;

    private readonly CommandName? _name;
    private readonly Arguments _first;
    private readonly ArgumentList? _more;

    /// <summary>A command by name, in one word or two: <c>GET</c>, <c>CLIENT KILL</c>. Case does not matter.</summary>
    public Command(string name) : this(CommandName.Of(name))
    {
    }

    internal Command(CommandName name)
    {
        _name = name;
        Traits = name.Traits;
    }

    private Command(in Command origin, in Argument argument)
    {
        this = origin;
        if (Count < Inline) _first[Count] = argument;
        else _more = (_more ?? new ArgumentList()).Append(Count - Inline, argument);
        Count++;
    }

    private Command(in Command origin, CommandTraits traits)
    {
        this = origin;
        Traits = traits;
    }

    /// <summary>The name, as it was given.</summary>
    public string Name => Known.Text;

    /// <summary>What is known of the command.</summary>
    public CommandTraits Traits { get; }

    internal int Count { get; }

    internal CommandName Known => _name ?? throw new InvalidOperationException("A command is made with a name: new Command(\"GET\").");

    internal Argument this[int index] => index < Inline ? _first[index] : _more![index - Inline];

    /// <summary>Adds a key; a cluster routes by it.</summary>
    public Command Key(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new(this, Argument.KeyOf(key));
    }

    /// <summary>Adds a key of any bytes.</summary>
    public Command Key(ReadOnlyMemory<byte> key) => new(this, Argument.KeyOf(key));

    /// <summary>Adds keys in their order.</summary>
    public Command Keys(IEnumerable<string> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var command = this;
        foreach (var key in keys) command = command.Key(key);
        return command;
    }

    /// <summary>Adds a text, as UTF-8.</summary>
    public Command Arg(string argument)
    {
        ArgumentNullException.ThrowIfNull(argument);
        return new(this, Argument.Of(argument));
    }

    /// <summary>Adds bytes as they are.</summary>
    public Command Arg(ReadOnlyMemory<byte> argument) => new(this, Argument.Of(argument));

    /// <summary>Adds a whole number.</summary>
    public Command Arg(long argument) => new(this, Argument.Of(argument));

    /// <summary>Adds a number, infinite ones too.</summary>
    public Command Arg(double argument) => new(this, Argument.Of(argument));

    /// <summary>The same command with other traits: who knows its arguments knows better whether it may be sent twice.</summary>
    public Command With(CommandTraits traits) => new(this, traits);

    /// <summary>The name and how many arguments; never an argument, which may be a secret or a person's data.</summary>
    public override string ToString() => $"{Name} ({Count} {(Count == 1 ? "argument" : "arguments")})";

    internal Command Add(in Argument argument) => new(this, argument);

    /// <summary>The first key, if there is one.</summary>
    internal bool TryGetKey(out Argument key)
    {
        for (var index = 0; index < Count; index++)
        {
            key = this[index];
            if (key.IsKey) return true;
        }
        key = default;
        return false;
    }

    [System.Runtime.CompilerServices.InlineArray(Inline)]
    [SuppressMessage("Style", "IDE0044", Justification = "An inline array has one field that is not read-only.")]
    private struct Arguments
    {
        private Argument _argument;
    }
}
