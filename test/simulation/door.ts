import { factsBefore } from '../../src/engine/world/start-facts.ts';
import { UpstreamError } from '../../src/ports/errors.ts';
import { makeTell } from '../../src/engine/tell.ts';
import type { Among } from '../../src/release/state/among.ts';
import type { Event } from '../../src/release/state/event.ts';
import { type Person, rosterAsOf } from '../../src/release/state/people.ts';
import { ofService, rosterIds } from '../../src/service/service.ts';
import { inbox } from '../../src/slack/door/inbox.ts';
import type { Try } from '../../src/slack/answer/answering.ts';
import { requestReader, type SlackRequest } from '../../src/slack/match/request.ts';
import { jobsOffered } from './hosts.ts';
import type { Copy } from './replica.ts';
import type { Schedule } from './schedule.ts';
import { service, type World } from './world.ts';
import { quietLog } from '../support/quiet-log.ts';

/** What somebody means by a click. */
export type Wish = {
  readonly act: string;
  readonly by: Person;
  readonly release: string | null;
  readonly rev: number;
  readonly version: string;
  readonly minutes: number;
  readonly among: Among;
};

/**
 * The door of one copy: the real inbox keeps what Slack brings, then the words become an event and
 * are told.
 */
export function makeDoor(
  copy: Copy,
  world: World,
  schedule: Schedule,
  answered: Set<string>,
  acknowledged: Map<string, number>,
) {
  const realNow = () => schedule.now();
  const open = () =>
    inbox({
      store: copy.ports().ledger,
      log: quietLog,
      realNow,
      read,
      work,
      at: () => undefined,
    });
  let current = open();
  let generation = 0;

  async function work({ id: delivery, slack }: SlackRequest, which: Try): Promise<void> {
    const wish = JSON.parse(
      (slack as { actions: readonly { value: string }[] }).actions[0]!.value,
    ) as Wish;
    try {
      await carryOut(copy, world, wish, delivery);
    } catch (cause) {
      if (cause instanceof UpstreamError) return void answered.add(delivery);
      // Tried for five minutes, as by an older Davy that is alone: people hear that it is given up.
      if (which === 'last') answered.add(delivery);
      throw cause;
    }
    answered.add(delivery);
  }

  return {
    deliver(wish: Wish, trigger: string, heard: (ok: boolean) => void): void {
      if (!copy.replica.alive || copy.replica.pausedUntil > schedule.now()) return heard(false);
      const request = click(wish, trigger);
      const { id } = request;
      const context = current;
      const take = async () => {
        const saved = await context.take(request);
        heard(true);
        // Slack shows "not saved" to the person: that is an answer too.
        if (saved === 'not-saved') return answered.add(id);
        if (!acknowledged.has(id)) acknowledged.set(id, schedule.now());
        return saved === 'saved' ? context.begin(request) : undefined;
      };
      void take();
    },
    /** Also after a crash: a new process knows nothing of the old one's hands. */
    sweep(): void {
      if (!copy.replica.alive || copy.replica.pausedUntil > schedule.now()) return;
      if (copy.replica.generation !== generation) {
        generation = copy.replica.generation;
        current = open();
      }
      current.sweep().catch(() => undefined);
    },
  };
}

/** Words are told as events here, so nothing is matched with a command. */
const read = requestReader([]);

function click(wish: Wish, trigger: string): SlackRequest {
  return read({
    type: 'block_actions',
    team: null,
    user: { id: wish.by.id },
    api_app_id: 'A1',
    container: { type: 'message', is_ephemeral: false },
    trigger_id: trigger,
    actions: [
      {
        type: 'button',
        action_id: wish.act,
        block_id: 'b',
        value: JSON.stringify(wish),
        action_ts: '1.0',
      },
    ],
  })!;
}

async function carryOut(copy: Copy, world: World, wish: Wish, delivery: string): Promise<void> {
  const ports = copy.ports();
  const tell = makeTell({ ledger: ports.ledger, clock: ports.clock });
  const event = await toEvent(ports, world, wish, delivery);
  if (event)
    await tell({ service, release: isAboutLine(event) ? null : wish.release, delivery }, event);
}

function isAboutLine(event: Event): boolean {
  return [
    'prerelease-requested',
    'return-started',
    'unlocked',
    'frozen',
    'unfrozen',
    'adopted',
    'job-asked',
    'job-stopped',
  ].includes(event.kind);
}

type Ports = ReturnType<Copy['ports']>;

/** The facts each command reads before it speaks, as the real commands do. */
async function toEvent(
  ports: Ports,
  world: World,
  wish: Wish,
  delivery: string,
): Promise<Event | null> {
  const { by, rev, act } = wish;
  const id = `rel_${delivery.replaceAll(/\W/g, '_')}`;
  const roster = async () =>
    rosterAsOf(
      await ports.people.roster(rosterIds(ofService(world.services, service))),
      ports.clock.now(),
    );
  const build = [world.first, ...world.candidates].find(({ version }) => version === wish.version)!;
  const before = factsBefore({ ...ports, log: quietLog }, world.services);
  const reason = 'because';
  const at = () => ports.clock.now();
  if (
    ['prerelease', 'start', 'return', 'unlock'].includes(act) &&
    (await ports.people.person(by.id)).standing !== 'member'
  )
    return null;
  switch (act) {
    case 'prerelease': {
      const { lineage, ...known } = await before.request(build);
      if (known.roster === null || known.imageFound === null) return null;
      const asked = world.plan.signOff.filter(({ team }) => lineage.teams?.includes(team) ?? true);
      const plan = asked.length === 0 ? world.plan : { ...world.plan, signOff: asked };
      return {
        kind: 'prerelease-requested',
        by,
        id,
        build,
        plan,
        lineage,
        note: '',
        roster: known.roster,
        imageFound: known.imageFound,
        among: wish.among,
        // What simulated people ask for is judged by other rules.
        older: true,
        at: at(),
      };
    }
    case 'approve':
      return { kind: 'approved', by, rev, roster: await roster(), at: at() };
    case 'decline':
      return { kind: 'declined', by, rev, reason, roster: await roster(), at: at() };
    case 'undo':
      return { kind: 'approval-undone', by, at: at() };
    case 'cancel':
      return { kind: 'cancelled', by, reason, at: at() };
    case 'stop':
      return { kind: 'stopped', by, reason, at: at() };
    case 'start': {
      const pre = await ports.ledger.release(wish.release ?? '');
      if (!pre) return null;
      const facts = await before.start(pre);
      const { imageFound, targetFound, capacity, roster: known, plan, carries } = facts;
      if (imageFound === null || targetFound === null || capacity === null || known === null)
        return null;
      return {
        kind: 'release-started',
        by,
        id,
        roster: known,
        imageFound,
        targetFound,
        capacity,
        plan,
        carries,
        at: at(),
      };
    }
    case 'return': {
      const { imageFound, capacity } = await before.return(build);
      if (capacity === null) return null;
      return {
        kind: 'return-started',
        by,
        id,
        build,
        plan: world.plan,
        reason,
        imageFound: imageFound ?? true,
        capacity,
        at: at(),
      };
    }
    case 'rollback':
      return { kind: 'rollback-asked', by, reason, at: at() };
    case 'postpone':
      return { kind: 'postponed', by, rev, roster: await roster(), at: at() };
    case 'hold':
      return { kind: 'held', by, until: at() + wish.minutes * 60_000, reason, at: at() };
    case 'resume':
      return { kind: 'resumed', by, at: at() };
    case 'own':
      return { kind: 'owned', by, roster: await roster(), at: at() };
    case 'slower':
    case 'faster':
      return { kind: 'paced', by, to: act, at: at() };
    case 'answer':
      return { kind: 'answered', by, at: at() };
    case 'retry':
      return { kind: 'retried', by, at: at() };
    case 'by-hand':
      return { kind: 'done-by-hand', by, reason, at: at() };
    case 'job': {
      const offer = jobsOffered[wish.version];
      if (!offer) return null;
      const { name: job, hosts: on, rules, who } = offer;
      const at = ports.clock.now();
      const roster = { at, teams: { [job]: who } };
      return { kind: 'job-asked', by, id: `run_${id}`, job, on, reason, rules, roster, at };
    }
    case 'job-stop': {
      const line = await ports.ledger.line(service);
      const [run] = line.runs;
      const at = ports.clock.now();
      const roster = { at, teams: { [run?.job ?? '']: ['U4', 'U5'] } };
      return run ? { kind: 'job-stopped', by, run: run.id, roster, at } : null;
    }
    case 'unlock':
      return { kind: 'unlocked', by, reason, at: at() };
    case 'live':
      return { kind: 'adopted', by, build, roster: await roster(), reason: '', at: at() };
    case 'freeze':
      return {
        kind: 'frozen',
        by,
        until: at() + wish.minutes * 60_000,
        reason,
        roster: await roster(),
        at: at(),
      };
    default:
      return { kind: 'unfrozen', by, roster: await roster(), at: at() };
  }
}
