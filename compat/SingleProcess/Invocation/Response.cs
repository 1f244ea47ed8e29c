using System.Runtime.ExceptionServices;

namespace Orleans.Serialization.Invocation;

/// <summary>The outcome of a call: a value, nothing, or an exception.</summary>
public abstract class Response : IDisposable
{
    /// <summary>The outcome of a method that returns nothing.</summary>
    public static Response Completed { get; } = new ValueResponse<object?>(null);

    /// <summary>The value; throws the exception if there is one.</summary>
    public abstract object? Result { get; set; }

    /// <summary>The exception, or null.</summary>
    public abstract Exception? Exception { get; set; }

    /// <summary>A failed outcome.</summary>
    public static Response FromException(Exception exception) => new ExceptionResponse(exception);

    /// <summary>An outcome with a value.</summary>
    public static Response FromResult<TResult>(TResult value) => new ValueResponse<TResult>(value);

    /// <summary>The value as this type.</summary>
    public abstract T GetResult<T>();

    /// <inheritdoc />
    public abstract void Dispose();

    /// <inheritdoc />
    public override string ToString() => Exception?.ToString() ?? Result?.ToString() ?? "[null]";

    private sealed class ValueResponse<TResult>(TResult value) : Response
    {
        private TResult _value = value;

        public override object? Result
        {
            get => _value;
            set => _value = (TResult)value!;
        }

        public override Exception? Exception
        {
            get => null;
            set => throw new InvalidOperationException("This response holds a value. Replace the response to fail the call.");
        }

        public override T GetResult<T>() => (T)(object?)_value!;

        public override void Dispose()
        {
        }
    }

    private sealed class ExceptionResponse(Exception exception) : Response
    {
        public override object? Result
        {
            get => GetResult<object?>();
            set => throw new InvalidOperationException("This response holds an exception. Replace the response to return a value.");
        }

        public override Exception? Exception { get; set; } = exception;

        public override T GetResult<T>()
        {
            ExceptionDispatchInfo.Throw(Exception!);
            return default;
        }

        public override void Dispose()
        {
        }
    }
}
