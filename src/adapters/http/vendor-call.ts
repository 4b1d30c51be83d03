/**
 * # src/adapters/http
 *
 * What every adapter that speaks HTTP needs: one call with a deadline, whose faults become
 * `UpstreamError` without a secret in them. Belongs to no vendor.
 */

import type { z } from 'zod';
import { UpstreamError } from '../../ports/errors.ts';
import { shallowJson } from '../../ports/shallow-json.ts';
import { timing } from '../../time/timing.ts';

/**
 * Whom to call, and how; a token never appears in an error, because a request never does. What only
 * says that it was taken is `brief`: a long answer to that is no answer.
 */
export type Vendor = {
  readonly system: string;
  readonly fetch: typeof fetch;
  readonly brief?: true;
};

/** Characters of an answer: a list of what is asked for is long, an acknowledgement is not. */
const most = { list: 4 * 2 ** 20, brief: 64 * 1_024 } as const;

/** What a vendor said, read to its end within the deadline. */
export type VendorAnswer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
};

/**
 * One HTTP call. No answer, 429 and 5xx are outside faults; every other status is for the caller to
 * read.
 */
export async function callVendor(
  vendor: Vendor,
  doing: string,
  url: URL,
  init: RequestInit,
): Promise<VendorAnswer> {
  const said = await read(vendor, doing, url, init);
  if (said.status !== 429 && said.status < 500) return said;
  const wait = said.headers.get('retry-after');
  const later = wait === null ? '' : `, try again after ${wait.slice(0, 40)} s`;
  const cause = new Error(`HTTP ${said.status}${later}: ${said.text.slice(0, 200)}`);
  throw new UpstreamError(vendor.system, doing, { cause, unknown: said.status !== 429 });
}

/**
 * One call of a port, however many HTTP calls it is made of: all of them together end within the
 * deadline, because whoever made it may have lost its lease by then.
 */
export type PortCall = { readonly fetch: typeof fetch; readonly isOver: () => boolean };

/** Begins one call of a port. */
export function beginPortCall(fetch: typeof globalThis.fetch): PortCall {
  const deadline = AbortSignal.timeout(timing.callDeadlineMs);
  return {
    fetch: (input, init) => {
      const signals = init?.signal ? [deadline, init.signal] : [deadline];
      return fetch(input, { ...init, signal: AbortSignal.any(signals) });
    },
    isOver: () => deadline.aborted,
  };
}

async function read(
  { system, fetch, brief }: Vendor,
  doing: string,
  url: URL,
  init: RequestInit,
): Promise<VendorAnswer> {
  const room = brief ? most.brief : most.list;
  try {
    const response = await fetch(url, {
      ...init,
      redirect: 'error',
      signal: AbortSignal.timeout(timing.callDeadlineMs),
    });
    const text = await response.text();
    if (text.length > room) throw new Error(`the answer is longer than ${room} characters`);
    return { status: response.status, headers: response.headers, text };
  } catch (error) {
    throw new UpstreamError(system, doing, { cause: error, unknown: true });
  }
}

/**
 * Parses an answer at the door; what does not fit is the vendor's fault, told with the place where
 * it does not.
 */
export function parseSaid<T>(
  system: string,
  doing: string,
  { text }: VendorAnswer,
  schema: z.ZodType<T>,
): T {
  let json: unknown;
  try {
    json = shallowJson(text);
  } catch (cause) {
    throw new UpstreamError(system, doing, { cause });
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new UpstreamError(system, doing, { cause: parsed.error });
  return parsed.data;
}

/** The same, for answers that may be anything: undefined when they do not fit. */
export function maybeParse<T>({ text }: VendorAnswer, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.safeParse(shallowJson(text)).data;
  } catch {
    return undefined;
  }
}

/**
 * An address below a base URL, whether or not the base ends in a slash or has a path of its own.
 */
export function below(
  base: string,
  path: string,
  parameters: readonly (readonly [string, string])[] = [],
): URL {
  const url = new URL(base);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/${path}`;
  for (const [name, value] of parameters) url.searchParams.append(name, value);
  return url;
}
