import { z } from 'zod';
import type { ServedCount, StickyUsers } from '../../src/adapters/ec2-fleet/options.ts';

const keepSchema = z.object({ keep: z.number() });
/** So many users a second a server hands over. */
const handedPerSecond = 50;
/** Of all users so many a second go home, and as many others come. */
const changesPerSecond = 0.001;

type Door = {
  /** Servers that run. */
  readonly running: () => readonly { readonly id: string; readonly privateIp: string }[];
  /** Where new users go now, with what each gets of them. */
  readonly open: () => readonly { readonly id: string; readonly share: number }[];
};

/** Who is where, and how people come and go. */
function people(door: () => Door) {
  const users = new Map<string, number>();
  let changing = 0;
  let turn = 0;
  const total = () => [...users.values()].reduce((sum, one) => sum + one, 0);
  const on = (id: string) => users.get(id) ?? 0;
  const add = (id: string, more: number) => void users.set(id, on(id) + more);
  const sendIn = (many: number, but = ''): number => {
    const takers = door()
      .open()
      .filter(({ id, share }) => share > 0 && id !== but);
    // Who comes alone does not always go to the same one.
    turn += 1;
    const first = turn % Math.max(1, takers.length);
    const open = [...takers.slice(first), ...takers.slice(0, first)];
    const parts = spread(
      many,
      open.map(({ share }) => share),
    );
    open.forEach(({ id }, i) => add(id, parts[i] ?? 0));
    return parts.reduce((sum, one) => sum + one, 0);
  };
  /** Some go home, and as many others come. */
  const change = (ms: number) => {
    changing += (total() * changesPerSecond * ms) / 1_000;
    const home = Math.floor(changing);
    changing -= home;
    const ids = [...users.keys()];
    spread(home, ids.map(on)).forEach((part, i) => add(ids[i] ?? '', -part));
    sendIn(home);
  };
  return { users, total, on, add, sendIn, change };
}

/** So many, in whole parts by these weights. */
function spread(many: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((all, one) => all + one, 0);
  let upTo = 0;
  let given = 0;
  return weights.map((weight) => {
    upTo += weight;
    const part = sum === 0 ? 0 : Math.round((upTo / sum) * many) - given;
    given += part;
    return part;
  });
}

/** People by the thousand who stay where the door sent them, until their server hands them over. */
export function crowdOf(door: () => Door, count: number) {
  const { users, total, on, add, sendIn, change } = people(door);
  const asked = new Map<string, number>();
  const figures = { moved: 0, cut: 0 };
  const running = () => door().running();
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const server = running().find(({ privateIp }) => url.host === `${privateIp}:8080`);
    if (server === undefined) throw new TypeError('fetch failed');
    asked.set(server.id, keepSchema.parse(JSON.parse(z.string().parse(init?.body))).keep);
    return Response.json({});
  };
  return {
    served: {
      count: async () =>
        new Map(running().map(({ id, privateIp }) => [`${privateIp}:9090`, on(id)])),
      label: '{private_ip}:9090',
    } satisfies ServedCount,
    sticky: { drain: 'http://{private_ip}:8080/drain', fetch } satisfies StickyUsers,
    figures,
    all: total,
    comeIn: () => void sendIn(count),
    /** Servers hand over what they were asked to; who was on one that is gone was cut. */
    pass(ms: number) {
      change(ms);
      const alive = new Set(running().map(({ id }) => id));
      for (const [id, there] of users) {
        const keep = asked.get(id) ?? Number.POSITIVE_INFINITY;
        if (!alive.has(id)) {
          figures.cut += there;
          users.delete(id);
        } else if (there > keep) {
          const wanted = Math.min(there - keep, Math.ceil((handedPerSecond * ms) / 1_000));
          const gone = sendIn(wanted, id);
          add(id, -gone);
          figures.moved += gone;
        }
      }
    },
  };
}
