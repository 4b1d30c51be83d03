import { z } from 'zod';
import { UpstreamError } from '../../ports/errors.ts';
import type { People } from '../../ports/people.ts';
import { type SlackAccount, slackCall, SlackSaidNo } from './call.ts';

type Presence = 'active' | 'away';

const Told = z.object({ ok: z.literal(true), presence: z.enum(['active', 'away']) });

/** So long an answer is believed; people come and go. */
const keptMs = 60_000;
/** So long nobody is asked after Slack refused or was silent. */
const pauseMs = 60_000;
/** Presence is for reading only: nobody waits longer for it (real ms). */
const waitMs = 400;
/** Slack counts these calls by the minute. */
const askedMost = 10;

/** Who is at their desk, as far as Slack says so within a moment. `now` is real time in ms. */
export function slackPresence(
  options: SlackAccount & { readonly now: () => number },
): People['presence'] {
  const call = slackCall(options, 0);
  const known = new Map<string, { readonly until: number; readonly presence: Presence }>();
  const asking = new Map<string, Promise<void>>();
  let quietUntil = 0;
  const fresh = (id: string) => {
    const kept = known.get(id);
    return kept && kept.until > options.now() ? kept.presence : null;
  };
  return async (ids) => {
    const people = [...new Set(ids)].slice(0, askedMost);
    if (options.now() >= quietUntil) {
      const open = people
        .filter((id) => fresh(id) === null)
        .map((id) => asking.get(id) ?? begin(id));
      await Promise.race([
        Promise.all(open),
        new Promise<void>((resolve) => setTimeout(resolve, open.length === 0 ? 0 : waitMs).unref()),
      ]);
    }
    return Object.fromEntries(
      people.flatMap((id) => {
        const presence = fresh(id);
        return presence === null ? [] : [[id, presence] as const];
      }),
    );
  };

  /** What comes too late for this answer is there for the next. */
  function begin(id: string): Promise<void> {
    const asked = ask(id).finally(() => asking.delete(id));
    asking.set(id, asked);
    return asked;
  }

  async function ask(id: string): Promise<void> {
    try {
      known.set(id, {
        presence: (await call('users.getPresence', { user: id }, Told)).presence,
        until: options.now() + keptMs,
      });
    } catch (error) {
      if (!(error instanceof SlackSaidNo) && !(error instanceof UpstreamError)) throw error;
      quietUntil = options.now() + pauseMs;
    }
  }
}
