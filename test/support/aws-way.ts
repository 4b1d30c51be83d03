import { Readable } from 'node:stream';
import { z } from 'zod';
import type { AwsSettings } from '../../src/adapters/ec2-fleet/settings.ts';
import type { Trouble } from './troubled-way.ts';

/** The services whose calls can fail each by itself, as signatures name them. */
const parts = ['ec2', 'elasticloadbalancing'] as const;

const requestSchema = z.object({
  method: z.string(),
  path: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});

/** How every answer is late when the way is slow (ms). */
const crawlMs = 1_300;

/**
 * A way from the real SDK to the local AWS that a law can put trouble into. `tick` is told of each
 * call: time goes by there, and buckets fill again.
 */
export function awsWay(url: string, tick: () => void) {
  const troubles = new Map<string, Trouble>();
  const state = { isLosing: false, calls: 0, changes: 0 };
  const handle = async (asked: unknown, { abortSignal }: { abortSignal?: AbortSignal } = {}) => {
    const { method, path, headers, body } = requestSchema.parse(asked);
    const part = /\/([a-z0-9]+)\/aws4_request/.exec(headers['authorization'] ?? '')?.[1] ?? '';
    const action = new URLSearchParams(body).get('Action') ?? '';
    const isChange = !/^(Describe|Get|List)/.test(action);
    state.calls += 1;
    if (isChange) state.changes += 1;
    tick();
    const what = troubles.get(part);
    if (what === 'silent') await never(abortSignal);
    if (what === 'throttled' || what === 'denied') return refusal(part, what);
    const { host: _host, 'content-length': _length, ...rest } = headers;
    const answer = await fetch(new URL(path, url), { method, headers: rest, body });
    const text = await answer.text();
    if (what === 'slow') await Promise.race([never(abortSignal), pause(crawlMs)]);
    if (state.isLosing && isChange) throw new Error('socket hang up');
    const said = what === 'half-answered' ? text.slice(0, Math.floor(text.length / 2)) : text;
    return answered(answer.status, said);
  };
  return {
    handler: { handle } as const satisfies AwsSettings['requestHandler'],
    parts,
    calls: () => state.calls,
    changes: () => state.changes,
    loseAnswer: (on: boolean) => void (state.isLosing = on),
    trouble: (part: string, what: Trouble | null): void => {
      if (what === null) troubles.delete(part);
      else troubles.set(part, what);
    },
  };
}

function answered(statusCode: number, text: string) {
  const headers = { 'content-type': 'text/xml' };
  return { response: { statusCode, headers, body: Readable.from([Buffer.from(text)]) } };
}

const codes = {
  throttled: { ec2: 'RequestLimitExceeded', other: 'Throttling' },
  denied: { ec2: 'UnauthorizedOperation', other: 'AccessDenied' },
} as const;

function refusal(part: string, what: 'throttled' | 'denied') {
  const code = codes[what][part === 'ec2' ? 'ec2' : 'other'];
  const fault = `<Code>${code}</Code><Message>Refused on demand.</Message>`;
  return answered(
    what === 'denied' ? 403 : part === 'ec2' ? 503 : 400,
    part === 'ec2'
      ? `<Response><Errors><Error>${fault}</Error></Errors><RequestID>x</RequestID></Response>`
      : `<ErrorResponse><Error><Type>Sender</Type>${fault}</Error></ErrorResponse>`,
  );
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** Never answers, until the caller gives up. */
function never(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    const giveUp = () => reject(new DOMException('given up', 'AbortError'));
    if (signal?.aborted) giveUp();
    signal?.addEventListener('abort', giveUp, { once: true });
  });
}
