import type { Content, Noticeboard } from '../../src/ports/noticeboard.ts';
import type { Pager } from '../../src/ports/pager.ts';
import type { People } from '../../src/ports/people.ts';
import type { Dice } from './random.ts';

/** A post as it stands in the channel. */
export type Post = {
  readonly ts: string;
  readonly channel: string;
  readonly thread: string | null;
  readonly key: string;
  content: Content;
  readonly at: number;
};

/** Slack's messages: what was posted stays, also when nobody heard that it was. */
export function makeBoard(now: () => number, dice: Dice) {
  const posts: Post[] = [];
  const mayLook = dice.chance(0.7);
  const api: Noticeboard = {
    async post({ channel, thread, key, content }) {
      const ts = `${now()}.${posts.length}`;
      posts.push({ ts, channel, thread, key, content, at: now() });
      return { channel, ts };
    },
    async update({ ts, content }) {
      const post = posts.find((one) => one.ts === ts);
      if (!post) return 'gone';
      post.content = content;
      return 'updated';
    },
    async below({ channel, ts, most }) {
      if (!mayLook) return 'cannot-look';
      const here = posts.filter((one) => one.channel === channel && one.thread === null);
      return Math.min(most, here.length - here.findIndex((one) => one.ts === ts) - 1);
    },
    async remove({ ts }) {
      const place = posts.findIndex((one) => one.ts === ts);
      if (place !== -1) posts.splice(place, 1);
      return 'removed';
    },
    async find({ key }) {
      if (!mayLook) return 'cannot-look';
      return posts.find((one) => one.key === key) ?? 'none';
    },
  };
  return { api, posts, mayLook };
}

/** The pager's own book: which calls arrived. */
export function makePager(now: () => number) {
  const calls: {
    readonly at: number;
    readonly key: string;
    readonly what: 'page' | 'resolve';
    readonly again: boolean;
  }[] = [];
  const api: Pager = {
    async page({ key, again }) {
      calls.push({ at: now(), key, what: 'page', again });
    },
    async resolve(_service, key) {
      calls.push({ at: now(), key, what: 'resolve', again: false });
    },
  };
  return { api, calls };
}

export const ana = { id: 'U1', name: 'Ana' };
export const tom = { id: 'U2', name: 'Tom' };
export const priya = { id: 'U3', name: 'Priya' };
export const omar = { id: 'U4', name: 'Omar' };
export const guest = { id: 'U8', name: 'Guest' };
export const stranger = { id: 'U9', name: 'Ana' };
export const members = [ana, tom, priya, omar, { id: 'U5', name: 'Eva' }];

/** Who belongs to which team, and since when somebody does not any more. */
export function makeDirectory(now: () => number) {
  const teams = new Map<string, string[]>([
    ['whiteboard', ['U1', 'U2', 'U3']],
    ['accounts', ['U3', 'U4', 'U5']],
    ['on-call', ['U4', 'U5']],
  ]);
  const left = new Map<string, number>();
  const api: People = {
    roster: async (wanted) => ({
      teams: Object.fromEntries(
        Object.keys(wanted).map((team) => [team, [...(teams.get(team) ?? [])]]),
      ),
    }),
    person: async (id) => ({
      id,
      name: id,
      standing: members.some((member) => member.id === id) ? 'member' : 'outside',
    }),
    byEmail: async () => null,
    presence: async () => ({}),
  };
  return {
    api,
    remove(team: string, id: string) {
      teams.set(
        team,
        (teams.get(team) ?? []).filter((one) => one !== id),
      );
      left.set(`${team}/${id}`, now());
    },
    restore(team: string, id: string) {
      teams.set(team, [...(teams.get(team) ?? []).filter((one) => one !== id), id]);
      left.delete(`${team}/${id}`);
    },
    /** Whether the person speaks for the team, or did a moment ago. */
    stoodFor: (team: string, id: string, withinMs: number) =>
      (teams.get(team) ?? []).includes(id) ||
      now() - (left.get(`${team}/${id}`) ?? -Infinity) <= withinMs,
  };
}
