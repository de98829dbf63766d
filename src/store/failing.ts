/** Methods whose failures are seen on the way to who called. */

/**
 * The same methods, also those of objects among them; what one of them fails with goes through `seen`, which answers with
 * what it fails with then.
 */
export function withFailuresSeen<T extends object>(methods: T, seen: (error: unknown) => unknown): T {
  const wrapped = Object.entries(methods).map(([name, value]: [string, unknown]) => {
    if (typeof value === 'function') return [name, wrap(value as Method, seen)];
    return [name, isPlain(value) ? withFailuresSeen(value, seen) : value];
  });
  return Object.fromEntries(wrapped) as T;
}

type Method = (...given: readonly unknown[]) => unknown;

function wrap(method: Method, seen: (error: unknown) => unknown): Method {
  const fail = (error: unknown): never => {
    throw seen(error);
  };
  return (...given) => {
    try {
      const result = method(...given);
      return result instanceof Promise ? result.catch(fail) : result;
    } catch (error) {
      return fail(error);
    }
  };
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
