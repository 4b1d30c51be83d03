import { z } from 'zod';

/** Which workspace, and how it is reached. */
export type Account = {
  readonly token: string;
  /** Set: Socket Mode. */ readonly appToken?: string | undefined;
  readonly apiUrl: string;
  /** The workspace, where an app of a whole organisation is let into several. */
  readonly team?: string | undefined;
  readonly fetch: typeof globalThis.fetch;
};

const waitMs = 5_000;

const Answer = z.looseObject({
  ok: z.boolean(),
  error: z.string().optional(),
  user_id: z.string().optional(),
  team: z.string().optional(),
  is_enterprise_install: z.boolean().optional(),
});

/** Calls a method of Slack once; null where Slack does not answer. */
export async function callSlack(
  { token, apiUrl, fetch }: Account,
  method: string,
  args: Readonly<Record<string, string>>,
) {
  try {
    const response = await fetch(new URL(method, apiUrl), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: new URLSearchParams(args),
      redirect: 'error',
      signal: AbortSignal.timeout(waitMs),
    });
    const scopes = response.headers.get('x-oauth-scopes');
    return {
      answer: Answer.parse(await response.json()),
      scopes: scopes === null ? null : scopes.split(',').map((scope) => scope.trim()),
    };
  } catch {
    return null;
  }
}
