import { z } from 'zod';
import type { ServedCount, StickyUsers } from '../../src/adapters/ec2-fleet/options.ts';
import { countByLabel } from '../../src/adapters/prometheus/label-counts.ts';
import type { ec2Place } from './ec2-place.ts';

const keepSchema = z.object({ keep: z.number() });
type Place = Pick<Awaited<ReturnType<typeof ec2Place>>, 'instances' | 'isRunning' | 'traffic'>;

/**
 * People who stay on the server that the front door gave them, with a Prometheus that counts them
 * and servers that hand them over: whoever is handed over asks the door until it gives another one.
 */
export function ec2Crowd(place: () => Place) {
  const users = new Map<string, number>();
  const state = { moved: 0, turn: 0, isCounting: true };
  const usersOn = (id: string) => users.get(id) ?? 0;
  const letIn = (count: number, but?: string): number => {
    const open = place()
      .traffic()
      .steering.filter(({ id, share }) => share > 0 && id !== but);
    for (let one = 0; one < count && open.length > 0; one += 1) {
      const id = open[state.turn % open.length]?.id ?? '';
      state.turn += 1;
      users.set(id, usersOn(id) + 1);
    }
    return open.length > 0 ? count : 0;
  };
  const running = () =>
    place()
      .instances()
      .filter(({ id }) => place().isRunning(id));
  const answer = async (url: URL, body: string): Promise<Response> => {
    if (url.hostname === 'prometheus') {
      if (!state.isCounting) throw new TypeError('fetch failed');
      const result = running().map(({ id, privateIp }) => ({
        metric: { instance: `${privateIp}:9090` },
        value: [0, String(usersOn(id))],
      }));
      return Response.json({ status: 'success', data: { resultType: 'vector', result } });
    }
    const server = running().find(({ privateIp }) => url.host === `${privateIp}:8080`);
    if (!server || url.pathname !== '/drain') throw new TypeError('fetch failed');
    const { keep } = keepSchema.parse(JSON.parse(body));
    const gone = letIn(Math.max(0, usersOn(server.id) - keep), server.id);
    users.set(server.id, usersOn(server.id) - gone);
    state.moved += gone;
    return Response.json({});
  };
  const fetch: typeof globalThis.fetch = async (input, init) =>
    answer(new URL(input instanceof Request ? input.url : input), z.string().parse(init?.body));
  const server = { url: 'http://prometheus', authorization: null, fetch };
  const query = { query: 'board_users', label: 'instance' };
  return {
    served: {
      count: () => countByLabel(server, query, 0),
      label: '{private_ip}:9090',
    } satisfies ServedCount,
    sticky: { drain: 'http://{private_ip}:8080/drain', fetch } satisfies StickyUsers,
    usersOn,
    come: (count: number) => letIn(count),
    moved: () => state.moved,
    /** Nobody answers who counts, or somebody does again. */
    count: (on: boolean) => void (state.isCounting = on),
  };
}
