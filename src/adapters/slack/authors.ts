/**
 * # src/adapters/slack
 *
 * Slack behind the ports `Noticeboard`, `People` and `Reports`, and its Home tab. Decides which of
 * Slack's answers is a no and which a fault. What Slack sends to Davy comes in by `src/slack/`.
 */

import { z } from 'zod';
import { asFault, type SlackAccount, slackCall, SlackSaidNo } from './call.ts';

const Found = z.object({
  ok: z.literal(true),
  user: z.object({
    id: z.string(),
    deleted: z.boolean().default(false),
    is_bot: z.boolean().default(false),
  }),
});

/**
 * Words after which nobody needs to be asked again for a while: there is no such person, or no
 * right to ask.
 */
const noAnswer: readonly string[] = [
  'users_not_found',
  'missing_scope',
  'no_permission',
  'not_allowed_token_type',
  'invalid_arguments',
];

const keptMs = 60 * 60_000;
const keptMost = 1_000;

/**
 * Who wrote under this address, as Slack knows people. Null without the optional scope, or when
 * nobody does. `now` is real time in ms.
 */
export function slackAuthors(
  options: SlackAccount & { readonly now: () => number },
): (email: string) => Promise<string | null> {
  const call = slackCall(options, 0);
  const known = new Map<string, { readonly until: number; readonly id: string | null }>();
  return async (email) => {
    const kept = known.get(email);
    if (kept && kept.until > options.now()) return kept.id;
    const id = await ask(email);
    if (known.size >= keptMost) known.clear();
    known.set(email, { until: options.now() + keptMs, id });
    return id;
  };

  async function ask(email: string): Promise<string | null> {
    try {
      const { user } = await call('users.lookupByEmail', { email }, Found);
      return user.deleted || user.is_bot ? null : user.id;
    } catch (error) {
      if (error instanceof SlackSaidNo && noAnswer.includes(error.word)) return null;
      throw asFault('users.lookupByEmail', error);
    }
  }
}
