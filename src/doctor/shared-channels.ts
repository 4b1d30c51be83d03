import { z } from 'zod';
import { type Finding, note } from './finding.ts';
import { type Account, callSlack } from './slack-call.ts';

const Shared = z.object({
  name: z.string().optional(),
  is_ext_shared: z.boolean().default(false),
  is_pending_ext_shared: z.boolean().default(false),
});

/**
 * Channels that other organisations read, too: their people see the cards there, whoever Davy
 * answers. Where Davy may not look, nothing is claimed.
 */
export async function lookAtSharedChannels(
  account: Account,
  channels: readonly string[],
): Promise<readonly Finding[]> {
  const looked = await Promise.all(
    channels.map(async (channel) => {
      const asked = await callSlack(account, 'conversations.info', { channel });
      const read = Shared.safeParse(asked?.answer.ok === true ? asked.answer['channel'] : null);
      if (!read.success) return null;
      const { name, is_ext_shared, is_pending_ext_shared } = read.data;
      const called = name === undefined ? channel : `${channel} (#${name})`;
      if (is_ext_shared)
        return (
          `${called} is shared with another organisation: its people read ` +
          'every card there, and Davy answers none of them'
        );
      return is_pending_ext_shared
        ? `${called} waits to be shared with another organisation: its people will read every card`
        : null;
    }),
  );
  return looked.filter((what) => what !== null).map(note);
}
