/**
 * # src/adapters/jira
 *
 * Jira behind the port `Tickets`. Decides what of its answers is a refusal and what is a fault.
 */

import JiraApi from 'jira-client';
import { z } from 'zod';
import { UpstreamError } from '../../ports/errors.ts';
import { shallowJson } from '../../ports/shallow-json.ts';
import type { TicketAnswer } from '../../release/tickets/ticket.ts';
import { callVendor, type VendorAnswer } from '../http/vendor-call.ts';

/**
 * Where Jira is and who Davy is there: an e-mail and an API token on Cloud, a personal access token
 * alone on a server of one's own.
 */
export type JiraOptions = {
  readonly url: string;
  readonly email: string | null;
  readonly token: string;
  readonly fetch: typeof globalThis.fetch;
};

/**
 * What came back, as the client hands it through; a fault travels as a value, because the client
 * turns every thrown one into bare text.
 */
export type Answered = { readonly kind: 'said'; readonly said: VendorAnswer };

const system = 'Jira';
const Ordered = z.object({
  uri: z.string(),
  method: z.string(),
  body: z.unknown().optional(),
  auth: z.union([
    z.object({ bearer: z.string() }),
    z.object({ user: z.string(), pass: z.string() }),
  ]),
});
const Came = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('said'),
    said: z.custom<VendorAnswer>(
      (value) => z.object({ status: z.number(), text: z.string() }).safeParse(value).success,
    ),
  }),
  z.object({ kind: z.literal('fault'), fault: z.instanceof(UpstreamError) }),
]);
const Complaint = z.object({
  errorMessages: z.array(z.string()).default([]),
  errors: z.record(z.string(), z.string()).default({}),
});

/**
 * jira-client with our own transport: its own tells no status, follows redirects with the token,
 * and has no deadline for the whole call.
 */
export function jiraClient({ url, email, token, fetch }: JiraOptions): JiraApi {
  const { protocol, hostname, port, pathname } = new URL(url);
  return new JiraApi({
    protocol: protocol.replace(':', ''),
    host: hostname,
    port,
    base: pathname.replace(/\/$/, ''),
    apiVersion: '2',
    ...(email === null ? { bearer: token } : { username: email, password: token }),
    request: (ordered: unknown) => carry(fetch, ordered),
  });
}

async function carry(
  fetch: typeof globalThis.fetch,
  ordered: unknown,
): Promise<z.infer<typeof Came>> {
  const { uri, method, body, auth } = Ordered.parse(ordered);
  const authorization =
    'bearer' in auth
      ? `Bearer ${auth.bearer}`
      : `Basic ${Buffer.from(`${auth.user}:${auth.pass}`).toString('base64')}`;
  const headers = {
    accept: 'application/json',
    authorization,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  try {
    return {
      kind: 'said',
      said: await callVendor({ system, fetch }, 'answering', new URL(uri), {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    };
  } catch (fault) {
    if (fault instanceof UpstreamError) return { kind: 'fault', fault };
    throw fault;
  }
}

/**
 * Waits for the client's answer; says what Davy was doing when Jira failed it. A token that is
 * refused fails every ticket, so it is a fault.
 */
export async function said(doing: string, answer: Promise<unknown>): Promise<Answered> {
  const came = Came.parse(await answer);
  if (came.kind === 'fault')
    throw new UpstreamError(system, doing, {
      cause: came.fault.cause,
      unknown: came.fault.unknown,
    });
  if (came.said.status === 401)
    throw new UpstreamError(
      system,
      `${doing}: it refuses the token, so check JIRA_EMAIL and JIRA_TOKEN`,
      { cause: new Error('HTTP 401') },
    );
  return came;
}

/** What an order came to; what is refused is told in Jira's own words, field by field. */
export function answerOf({ said: { status, text } }: Answered): TicketAnswer {
  if (status < 300) return { kind: 'done' };
  if (status === 404) return { kind: 'missing' };
  const complaint = Complaint.safeParse(jsonOf(text)).data;
  const why = complaint
    ? [...complaint.errorMessages, ...Object.values(complaint.errors)].join(' ')
    : '';
  return { kind: 'refused', why: (why === '' ? `HTTP ${status}` : why).slice(0, 300) };
}

/** What was read, held against what is expected; anything else is Jira's fault. */
export function parseAnswer<T>(
  doing: string,
  { said: { text } }: Answered,
  schema: z.ZodType<T>,
): T {
  const parsed = schema.safeParse(jsonOf(text));
  if (!parsed.success) throw new UpstreamError(system, doing, { cause: parsed.error });
  return parsed.data;
}

function jsonOf(text: string): unknown {
  try {
    return shallowJson(text);
  } catch {
    return undefined;
  }
}
