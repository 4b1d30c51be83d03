import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { NewerRow, UpstreamError } from '../../ports/errors.ts';

const retriesMax = 5;

/**
 * Runs one piece of database work. Deadlocks and the like are tried again whole, because nothing of
 * them was stored; a database that is away is an outside fault, and whether the last word got
 * through is then unknown.
 */
export async function guarded<T>(doing: string, work: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await work();
    } catch (cause) {
      const code = codeOf(cause);
      if (['40001', '40P01', '55P03'].includes(code) && tries < retriesMax)
        await sleep(5 * 2 ** tries);
      else if (isAway(cause, code))
        throw new UpstreamError('PostgreSQL', doing, { cause, unknown: true });
      else throw isNewer(cause) ? newer(doing, cause) : cause;
    }
  }
}

function newer(doing: string, cause: z.ZodError): NewerRow {
  return new NewerRow(`${doing}: a newer Davy wrote more than this one knows: ${cause.message}`, {
    cause,
  });
}

/** Keys and kinds that no schema of this version has. */
function isNewer(cause: unknown): cause is z.ZodError {
  return cause instanceof z.ZodError && cause.issues.some(isUnknown);
}

function isUnknown(issue: z.core.$ZodIssue): boolean {
  if (issue.code !== 'invalid_union') return issue.code === 'unrecognized_keys';
  return issue.discriminator !== undefined || issue.errors.flat().some(isUnknown);
}

/** What the driver says where no code comes with it. */
const awayWords = [
  /connection terminated/i,
  /timeout exceeded/i,
  /query read timeout/i,
  /client has encountered a connection error/i,
];

/**
 * Classes: 08 connection, 25006 a standby, 53 out of resources, 57 shutting down or timed out; no
 * class: the network's own.
 */
function isAway(cause: unknown, code: string): boolean {
  if (/^(08|53|57|25006|25P03|40001|40P01|55P03|E[A-Z]+$)/.test(code)) return true;
  return cause instanceof Error && awayWords.some((words) => words.test(cause.message));
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string'
    ? cause.code
    : '';
}
