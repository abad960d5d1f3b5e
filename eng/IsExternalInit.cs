namespace System.Runtime.CompilerServices;

// What the compiler needs for init-only properties, which netstandard2.0 does not have.
internal static class IsExternalInit;
