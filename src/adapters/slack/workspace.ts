import { z } from 'zod';
import { type OwnWorkspace, ownWorkspace } from './own-workspace.ts';
import { type SlackAccount, slackCall, SlackSaidNo } from './call.ts';

/** A channel or a group as people know it, and its id. */
type Named = { readonly id: string; readonly name: string };

/** What a workspace is made of, as far as somebody who writes davy.yml has to choose of it. */
type Listing = {
  readonly team: string;
  /** Null where Davy may not list them. */
  readonly channels: readonly Named[] | null;
  readonly groups: readonly Named[];
};

const Self = z.object({ ok: z.literal(true), team: z.string() });
const Channels = z.object({
  ok: z.literal(true),
  channels: z.array(z.object({ id: z.string(), name: z.string() })),
  response_metadata: z.object({ next_cursor: z.string().default('') }).prefault({}),
});
const Groups = z.object({
  ok: z.literal(true),
  usergroups: z.array(z.object({ id: z.string(), handle: z.string() })),
});
const Posted = z.object({ ok: z.literal(true), ts: z.string() });

const pagesMost = 20;

/** Reads it once, and can write into one of its channels. */
export function slackWorkspace(account: SlackAccount) {
  const call = slackCall(account, 2);
  const channels = async (own: OwnWorkspace['asked']): Promise<readonly Named[] | null> => {
    const found: Named[] = [];
    let cursor = '';
    for (let pages = 0; pages < pagesMost; pages += 1) {
      const asked = { types: 'public_channel', exclude_archived: true, limit: 200, cursor, ...own };
      const page = await call('conversations.list', asked, Channels);
      found.push(...page.channels);
      cursor = page.response_metadata.next_cursor;
      if (cursor === '') break;
    }
    return found;
  };
  return {
    async read(): Promise<Listing> {
      const { team } = await call('auth.test', {}, Self);
      const { asked } = await ownWorkspace(call, account);
      const listed = await channels(asked).catch((cause: unknown) => {
        if (cause instanceof SlackSaidNo && cause.word === 'missing_scope') return null;
        throw cause;
      });
      const { usergroups } = await call('usergroups.list', asked, Groups);
      return {
        team,
        channels: listed,
        groups: usergroups.map(({ id, handle }) => ({ id, name: handle })),
      };
    },
    async post(channel: string, text: string): Promise<void> {
      await call('chat.postMessage', { channel, text }, Posted);
    },
  };
}
