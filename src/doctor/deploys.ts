import { z } from 'zod';
import type { DavyYml } from '../config/davy-yml.ts';
import type { Environment } from '../config/environment.ts';
import { type Finding, ill, note, well } from './finding.ts';

const waitMs = 5_000;
/** Any of them lets a token make releases and deploys. */
const enough = ['project:releases', 'project:write', 'project:admin', 'org:ci'];

const Self = z.object({ auth: z.object({ scopes: z.array(z.string()) }) });

/**
 * Whether Sentry's token may record what is deployed, where it is asked to: Sentry says what a
 * token may, so nothing has to be written. What is wrong with the token as such is said elsewhere.
 */
export async function lookAtDeploys(
  { services }: Pick<DavyYml, 'services'>,
  { SENTRY_URL, SENTRY_AUTH_TOKEN }: Environment,
  fetch: typeof globalThis.fetch,
): Promise<readonly Finding[]> {
  if (!Object.values(services).some(({ watch }) => watch.sentry?.deploys === true)) return [];
  const scopes = await scopesOf(SENTRY_URL, SENTRY_AUTH_TOKEN ?? '', fetch);
  if (scopes === 'no answer') return [];
  if (scopes === 'not told')
    return [note('whether Sentry lets Davy record deploys shows with the first pre-release')];
  return enough.some((scope) => scopes.includes(scope))
    ? [well('Sentry lets Davy record deploys')]
    : [
        ill(
          'Sentry does not let Davy record deploys',
          'Give SENTRY_AUTH_TOKEN the scope project:releases too, ' +
            'or take watch.sentry.deploys out of davy.yml',
        ),
      ];
}

async function scopesOf(
  base: string,
  token: string,
  fetch: typeof globalThis.fetch,
): Promise<readonly string[] | 'no answer' | 'not told'> {
  try {
    const answer = await fetch(new URL('api/0/', base.endsWith('/') ? base : `${base}/`), {
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
      redirect: 'manual',
      signal: AbortSignal.timeout(waitMs),
    });
    if (answer.status !== 200) return 'no answer';
    const read = Self.safeParse(await answer.json().catch(() => undefined));
    return read.success ? read.data.auth.scopes : 'not told';
  } catch {
    return 'no answer';
  }
}
