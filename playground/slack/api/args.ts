/** The arguments of one call; forms carry everything as strings, JSON carries values. */
export type Args = Readonly<Record<string, unknown>>;

/**
 * Reads a call's arguments the way Slack does: from the address, a form or JSON; or says which
 * error it is.
 */
export function readArgs(
  query: URLSearchParams,
  contentType: string | undefined,
  body: string,
): Args | { readonly error: 'invalid_json' | 'json_not_object' } {
  const fromQuery = Object.fromEntries(query);
  if (body === '') return fromQuery;
  if (contentType?.startsWith('application/json') !== true)
    return { ...fromQuery, ...Object.fromEntries(new URLSearchParams(body)) };
  const parsed = fromJson(body);
  if (parsed === undefined) return { error: 'invalid_json' };
  return isRecord(parsed) ? { ...fromQuery, ...parsed } : { error: 'json_not_object' };
}

/** A string argument; numbers come as strings too, because time stamps do. */
export function text(args: Args, name: string): string | undefined {
  const value = args[name];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
}

/** A yes-or-no argument. */
export function flag(args: Args, name: string): boolean {
  return args[name] === true || args[name] === 'true' || args[name] === '1';
}

/** An argument that is JSON: already read, or still a string. */
export function json(args: Args, name: string): unknown {
  const value = args[name];
  return typeof value === 'string' ? (fromJson(value) ?? 'not json') : value;
}

/** How many results are wanted, within what Slack allows. */
export function limit(args: Args, fallback: number, most = 1000): number {
  const wanted = Number(args['limit'] ?? fallback);
  return Number.isInteger(wanted) && wanted > 0 ? Math.min(wanted, most) : fallback;
}

/** Whether a value is an object with named parts. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** JSON, or undefined for what is not. */
export function fromJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
