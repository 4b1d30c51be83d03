import type { Environment } from '../config/environment.ts';
import { type Finding, ill, well } from './finding.ts';

const waitMs = 5_000;

/**
 * Whether anybody is at the address where Davy tells what happened. Telling it something would be
 * believed, so any answer but a broken one is enough.
 */
export async function lookAtListener(
  { CDEVENTS_URL: url }: Pick<Environment, 'CDEVENTS_URL'>,
  fetch: typeof globalThis.fetch,
): Promise<readonly Finding[]> {
  if (url === undefined) return [];
  const { origin } = new URL(url);
  try {
    const answer = await fetch(url, {
      redirect: 'manual',
      signal: AbortSignal.timeout(waitMs),
    });
    await answer.body?.cancel();
    if (answer.status < 500)
      return [well(`whoever hears CDEvents at ${origin} answers; it shows later what it takes`)];
  } catch {
    // Said below, as a broken answer is.
  }
  return [
    ill(
      `whoever hears CDEvents at ${origin} does not answer`,
      'Check CDEVENTS_URL; no release waits for it, and what happens is told for a day',
    ),
  ];
}
