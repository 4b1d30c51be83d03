import type { MessageContent } from '../../src/views/blocks/content.ts';
import { messagesOf } from '../../src/views/messages.ts';
import type { ThreadFacts } from '../../src/views/thread-facts.ts';
import { aSlack } from '../playground/slack/a-slack.ts';
import { becomes } from './becomes.ts';
import { frontDesk } from './front-desk.ts';
import { inboxOfMaps } from './inbox-of-maps.ts';
import { type Heard, openDoor } from './open-door.ts';
import { until } from './until.ts';

/** Something Davy said, where it can be pressed. */
export type Said = {
  readonly text: string;
  readonly blocks: readonly object[];
  readonly place:
    { readonly channel: string; readonly ts: string } | { readonly view_id: string } | null;
};

/**
 * Davy's Slack side in the playground's strict local Slack: people type, press and fill in forms,
 * and read what comes back.
 */
export async function davyInSlack() {
  const context = frontDesk();
  context.state.outsiders = new Set(['U0GUS']);
  const slack = await aSlack({ manifestPath: 'manifest.yml' });
  const inbox = inboxOfMaps();
  const heard: Heard = { logged: [], opened: [] };
  const davy = await openDoor(context, inbox, heard, {
    apiUrl: slack.apiUrl,
    token: 'xoxb-davy',
    appToken: null,
    signingSecret: 'a-signing-secret',
  });
  await slack.switchTo({ requestUrl: `http://127.0.0.1:${davy.port}/slack/events` });

  const seq = async () => (await slack.journal()).at(-1)?.seq ?? 0;

  /**
   * What one person gets to see after something they did: an answer of their own, a form, or words
   * for everybody.
   */
  async function answerTo(
    who: string,
    act: () => Promise<{ readonly ok: boolean; readonly error?: string }>,
  ): Promise<Said> {
    const before = await seq();
    const done = await act();
    if (!done.ok)
      throw new Error(`Slack let nobody do that: ${done.error ?? JSON.stringify(done)}`);
    return until(async () =>
      (await slack.journal())
        .filter((entry) => entry.seq > before)
        .flatMap((entry): Said[] => {
          if (entry.kind === 'whispered' && entry.ephemeral.to === who)
            return [
              {
                text: entry.ephemeral.text,
                blocks: entry.ephemeral.blocks ?? [],
                place: entry.ephemeral,
              },
            ];
          if (entry.kind === 'whisper-edited' && entry.to === who)
            return [{ text: entry.content.text, blocks: entry.content.blocks ?? [], place: entry }];
          if (entry.kind === 'whisper-deleted' && entry.to === who)
            return [{ text: 'it is gone', blocks: [], place: null }];
          if (
            (entry.kind === 'view-opened' || entry.kind === 'view-updated') &&
            entry.view.user === who
          )
            return [
              {
                text: `form: ${entry.view.body.callback_id ?? ''}`,
                blocks: entry.view.body.blocks,
                place: { view_id: entry.view.id },
              },
            ];
          return entry.kind === 'posted' && entry.message.user === 'U0DAVY'
            ? [
                {
                  text: entry.message.text,
                  blocks: entry.message.blocks ?? [],
                  place: entry.message,
                },
              ]
            : [];
        })
        .at(0),
    );
  }

  async function post(
    subject: string,
    kind: string,
    content: MessageContent,
    thread?: string,
  ): Promise<Said> {
    const { ts = '' } = await slack.post({
      text: content.text,
      blocks: content.rich,
      ...(thread === undefined ? {} : { thread_ts: thread }),
    });
    context.state.messages.set(subject, [
      ...(context.state.messages.get(subject) ?? []),
      { subject, kind, channel: 'C0RELEASES', thread: thread ?? null, ts, hash: '' },
    ]);
    return { text: content.text, blocks: content.rich, place: { channel: 'C0RELEASES', ts } };
  }

  return {
    desk: context,
    slack,
    inbox,
    ...heard,
    post,
    types: (who: string, text: string, thread?: string) =>
      answerTo(who, () => slack.as(who).type('C0RELEASES', text, thread)),
    presses: (who: string, { place }: Said, button: object) =>
      answerTo(who, () =>
        slack.as(who).click({
          ...(place && 'view_id' in place
            ? { view_id: place.view_id }
            : { channel: place?.channel, ts: place?.ts }),
          confirmed: true,
          ...button,
        }),
      ),
    submits: (who: string, { place }: Said, values: object) =>
      answerTo(who, () =>
        slack.as(who).submit({ view_id: place && 'view_id' in place ? place.view_id : '', values }),
      ),
    until: until,
    /** Puts this onto somebody's Home tab. */
    async publishes(who: string, blocks: readonly object[]): Promise<Said> {
      await slack.client.apiCall('views.publish', { user_id: who, view: { type: 'home', blocks } });
      const [published] = await slack.of('home-published');
      return { text: '', blocks, place: { view_id: published?.view.id ?? '' } };
    },
    /** A thread of this release, under a message that says nothing. */
    async opensThread(release: string): Promise<string> {
      const { place } = await post(release, 'card', {
        text: 'A card.',
        rich: [{ type: 'divider', block_id: 'a:line:1' }],
        classic: [],
      });
      return place && 'ts' in place ? place.ts : '';
    },
    /** The world becomes as in this story, and its messages stand in the channel. */
    async shows(facts: ThreadFacts): Promise<readonly Said[]> {
      becomes(context.state, facts);
      const wanted = messagesOf(facts).filter((one) => one.post && one.place !== 'changelog');
      const [first, ...rest] = [...wanted].sort(
        (a, b) => Number(b.place === 'channel') - Number(a.place === 'channel'),
      );
      if (!first) return [];
      const card = await post(first.subject, first.kind, first.content);
      const thread = card.place && 'ts' in card.place ? card.place.ts : '';
      const replies: Said[] = [];
      for (const { subject, kind, content } of rest)
        replies.push(await post(subject, kind, content, thread));
      return [card, ...replies];
    },
    async stop() {
      await davy.stop();
      await slack.close();
    },
  };
}

/** The buttons of something Davy said that are commands, as Slack needs them to be pressed. */
export function buttonsOf({ blocks }: Pick<Said, 'blocks'>): readonly {
  readonly action_id: string;
  readonly value: string;
  readonly label: string;
}[] {
  const found =
    JSON.stringify(blocks).match(/\{"type":"button"(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}/g) ?? [];
  return found.flatMap((one) => {
    const {
      action_id,
      value = '',
      text,
      url,
    } = JSON.parse(one) as {
      readonly action_id: string;
      readonly value?: string;
      readonly url?: string;
      readonly text: { readonly text: string };
    };
    return url === undefined ? [{ action_id, value, label: text.text }] : [];
  });
}
