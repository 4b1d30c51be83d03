import { UpstreamError } from '../../src/ports/errors.ts';
import type { Fleet, Order } from '../../src/ports/fleet.ts';
import type { Single } from '../../src/release/state/single.ts';
import type { SinglesWorld } from '../contracts/fleet-laws-singles.ts';
import { orderFor } from '../contracts/fleet-world.ts';
import { build } from './a-release.ts';

type Run = { readonly version: string; state: 'starting' | 'running' | 'stopping' };
type Place = {
  runs: Run[];
  version: string;
  /** What its host starts again when it comes up. */
  meant: string | null;
  isSilent: boolean;
  started: number;
  most: number;
};

const where = 'web1';

/** One single in memory, on a host that is as strict as a real one has to be. */
export function singlesWorld(): SinglesWorld {
  const place: Place = {
    runs: [{ version: '1.41.0', state: 'running' }],
    version: '1.41.0',
    meant: '1.41.0',
    isSilent: false,
    started: 1,
    most: 1,
  };
  const sky = { isLosing: false };
  const fleet = fleetOf(place, sky);
  return {
    service: 'board',
    order: orderFor('board', 'rel_1'),
    later: { ...orderFor('board', 'rel_2'), turn: 2 },
    fleet,
    other: fleet,
    loseAnswer: (on) => void (sky.isLosing = on),
    name: 'cron',
    where,
    old: build('1.41.0'),
    fresh: build('1.42.0'),
    alive: async () => place.runs.length,
    mostAlive: async () => place.most,
    started: async () => place.started,
    async pass() {
      place.runs = place.runs.filter(({ state }) => state !== 'stopping');
      for (const run of place.runs) run.state = 'running';
    },
    silence: async (on) => void (place.isSilent = on),
    async kill() {
      place.runs = [];
      if (place.meant !== null) start(place, place.meant);
    },
    startBeside: async ({ version }) => start(place, version),
    cutShort: async () => void (place.runs = []),
  };
}

function start(place: Place, version: string): void {
  place.runs.push({ version, state: 'starting' });
  Object.assign(place, { version, meant: version, started: place.started + 1 });
  place.most = Math.max(place.most, place.runs.length);
}

function fleetOf(place: Place, sky: { isLosing: boolean }): Fleet {
  let newest = { turn: 0, fence: 0 };
  const refuse = (what: string) => {
    throw new UpstreamError('fleet', what);
  };
  const nothing = async () => refuse('doing what nobody asks of it here');
  /** Under the host's lock: whose order it is, what runs, and only then the deed. */
  const onTheHost = ({ turn, fence }: Order, act: () => void): void => {
    if (place.isSilent) refuse('reaching its host');
    const isOlder = turn < newest.turn || (turn === newest.turn && fence < newest.fence);
    if (isOlder) refuse(`taking an order of turn ${turn}, fence ${fence}`);
    newest = { turn, fence };
    act();
  };
  return {
    observe: async () => ({ servers: [], singles: [look(place)] }),
    async swap(order, { build: { version }, to }) {
      await order.stillMine();
      onTheHost(order, () => {
        if (to === 'stopped') {
          // What is stopped does not come up again with its host.
          place.meant = null;
          for (const run of place.runs) run.state = 'stopping';
          return;
        }
        const [run] = place.runs;
        if (run?.version === version && run.state !== 'stopping') return;
        if (run) refuse(`starting a second one beside ${run.version}`);
        start(place, version);
      });
      const isLost = sky.isLosing;
      sky.isLosing = false;
      if (isLost) throw new UpstreamError('fleet', 'answering', { unknown: true });
    },
    launch: nothing,
    prepare: nothing,
    admit: nothing,
    close: nothing,
    migrate: nothing,
    steer: nothing,
    protect: nothing,
    retire: nothing,
    strays: async () => [],
    imageState: async () => 'ready',
    findImages: async () => [],
  };
}

function look({ runs: [run], version, isSilent }: Place): Single {
  const of = { name: 'cron', where };
  if (isSilent) return { ...of, version: null, state: 'unknown' };
  return run
    ? { ...of, version: run.version, state: run.state }
    : { ...of, version, state: 'stopped' };
}
