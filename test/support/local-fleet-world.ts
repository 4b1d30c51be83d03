import { startUsers } from '../../playground/users/start.ts';
import { localFleet } from '../../src/adapters/local-fleet/fleet.ts';
import type { Build } from '../../src/release/state/build.ts';
import { type FleetStore, type FleetWorld, orderFor } from '../contracts/fleet-world.ts';
import { boardSample } from './board-sample.ts';
import { until } from './until.ts';
import { troubledWay } from './troubled-way.ts';

type Sample = Awaited<ReturnType<typeof boardSample>>;
type Foreign = FleetWorld['foreign'];

/** The local fleet on the playground's host and balancer, with real processes and real users. */
export async function localStore(): Promise<FleetStore> {
  const sample = await boardSample();
  const foreign = await startForeign(sample);
  let opened = 0;
  return {
    open: async () => openLocal(sample, foreign, `rel_${(opened += 1)}`),
    stop: () => sample.close(),
  };
}

function openLocal(sample: Sample, foreign: Foreign, release: string): FleetWorld {
  const [host, balancer] = [sample.host().url, sample.balancer.adminUrl];
  const way = troubledWay({ host, balancer });
  const doors = { host, balancer, fetch: way.fetch, now: Date.now } as const;
  const replica = () => localFleet({ ...doors, moves: 'users' });
  const get = async (url: string) => (await sample.call('GET', url)).body;
  const crowd = crowdOf(sample);
  const mine = async (): Promise<readonly { readonly id: string }[]> =>
    (await get(`${host}/servers?service=board`)).filter(
      (server: { tags: Record<string, string> }) => server.tags['release'] === release,
    );
  const stateOf = async (id: string) => (await get(`${host}/servers/${id}`)).state;
  const takeAway = async (id: string) => {
    await sample.call('POST', `${host}/_control/kill/${id}`);
    await until(async () => (await stateOf(id)) === 'terminated');
  };
  const behaving = (behaviour: string) => buildOf(sample, behaviour);
  return {
    service: 'board',
    release,
    order: orderFor('board', release),
    build: behaving('healthy'),
    spare: behaving('never-healthy'),
    fleet: replica(),
    other: replica(),
    foreign,
    parts: way.parts,
    now: () => performance.now(),
    until: async (_what, ask) => void (await until(ask)),
    loseAnswer: (on) => way.loseAnswer(on),
    trouble: (part, what) => way.trouble(what, part),
    started: async () =>
      (await get(`${host}/_control/journal`)).filter(
        ({ kind, token }: { kind: string; token?: string }) =>
          kind === 'launched' && token?.startsWith(`${release}.`),
      ).length,
    calls: () => way.calls(),
    changes: () => way.changes(),
    isRunning: async (id) => ['pending', 'running'].includes(await stateOf(id)),
    usersOn: async (id) => (await get(`${balancer}/targets/${id}`)).users ?? 0,
    come: (users) => crowd.come(users),
    moved: crowd.moved,
    cut: crowd.cut,
    takeAway,
    async shut(id) {
      const { address } = await get(`${balancer}/targets/${id}`);
      await sample.call('PUT', `${balancer}/targets/${id}`, { address, admits: false });
    },
    removeImage: async (image) => void (await sample.call('DELETE', `${host}/images/${image}`)),
    async close() {
      await crowd.leave();
      for (const { id } of await mine()) {
        await takeAway(id);
        await sample.call('DELETE', `${balancer}/targets/${id}`);
      }
      await register(sample, 'board', behaving('never-healthy'));
    },
  };
}

/** A server of another service, on the same host: empty, closed and unprotected. */
async function startForeign(sample: Sample): Promise<Foreign> {
  const [oldest] = sample.repository.older;
  if (!oldest) throw new Error('the sample has no older build');
  const image = await register(sample, 'accounts', oldest);
  const order = sample.order('accounts-0', image, { service: 'accounts', protected: false });
  const { body } = await sample.call('POST', `${sample.host().url}/servers`, order);
  return { service: 'accounts', id: String(body.id) };
}

async function register(
  sample: Sample,
  service: string,
  { version, commit }: { readonly version: string; readonly commit: string },
): Promise<string> {
  const repository = sample.repository.folder;
  const what = { service, version, repository, commit };
  return (await sample.call('POST', `${sample.host().url}/images`, what)).body.id;
}

function buildOf({ repository }: Sample, behaviour: string): Build {
  const found = repository.builds.find((one) => one.behaviour === behaviour);
  if (!found) throw new Error(`the sample has no build that is ${behaviour}`);
  const { version, commit, image, checks } = found;
  return { service: 'board', version, commit, image, checks, registeredAt: 0 };
}

/** One user a board, who stays; groups come one after the other. */
function crowdOf(sample: Sample) {
  const groups: Awaited<ReturnType<typeof startUsers>>[] = [];
  let came = 0;
  const sum = async (of: (summary: Summary) => number) => {
    const each = groups.map(async ({ url }) => (await sample.call('GET', `${url}/summary`)).body);
    return (await Promise.all(each)).reduce((total: number, one) => total + of(one), 0);
  };
  const cut = async () =>
    came -
    (await sum(({ connected }) => connected)) +
    (await sum(({ failedRequests }) => failedRequests));
  return {
    async come(users: number) {
      const stay = { least: 1e8, most: 1e8 + 1 };
      const { dataDir, balancer } = sample;
      const around = { dataDir, url: balancer.url, seed: 3, port: 0, meetingMs: stay };
      groups.push(await startUsers({ ...around, boards: users, usersPerBoard: 1 }));
      came += users;
      await until(async () => (await sum(({ connected }) => connected)) === came);
    },
    moved: () => sum(({ reconnects }) => reconnects),
    cut,
    async leave() {
      for (const { url, close } of groups) {
        await sample.call('POST', `${url}/_control/leave`);
        await close();
      }
    },
  };
}

type Summary = {
  readonly connected: number;
  readonly reconnects: number;
  readonly failedRequests: number;
};
