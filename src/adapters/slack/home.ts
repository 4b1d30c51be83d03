import { z } from 'zod';
import { NotTaken } from '../../ports/errors.ts';
import type { HomeTabs } from '../../ports/home-tabs.ts';
import { asFault, type SlackAccount, slackCall, SlackSaidNo } from './call.ts';

const Published = z.object({ ok: z.literal(true) });

/** Words by which Slack refuses blocks it does not know in a Home tab. */
const refusals: readonly string[] = ['invalid_blocks', 'invalid_arguments', 'invalid_view'];

/** Publishes Home tabs; in the classic form where Slack does not take the newer one. */
export function slackHome(account: SlackAccount): HomeTabs {
  const call = slackCall(account, 1);
  const publish = (person: string, blocks: readonly object[]) =>
    call('views.publish', { user_id: person, view: { type: 'home', blocks } }, Published);
  return async (person, { rich, classic }) => {
    try {
      await publish(person, rich).catch((error: unknown) => {
        if (error instanceof SlackSaidNo && refusals.includes(error.word))
          return publish(person, classic);
        throw error;
      });
    } catch (error) {
      const fault = asFault('views.publish', error);
      // Somebody who left has no Home tab any more.
      if (!(fault instanceof NotTaken)) throw fault;
    }
  };
}
