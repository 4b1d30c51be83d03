import type { Claim } from '../../ports/ledger.ts';
import { mayPress } from '../../release/legal-acts.ts';
import { eachOnce } from '../../release/seen/stands.ts';
import type { Line } from '../../release/state/line.ts';
import type { Reader } from '../../release/state/reader.ts';
import type { Release } from '../../release/state/release.ts';
import { rosterIds, type Service } from '../../service/service.ts';
import { periodAt } from '../../summary/period.ts';
import type { Summary } from '../../summary/summary.ts';
import type { HomeFacts, LedEntry } from '../../views/home/home-facts.ts';
import { gather } from '../reports/gather.ts';
import { asksFor, needsSomebody } from './home-asks.ts';
import type { Reporting } from '../reports/reporting.ts';
import { fingerprint } from './fingerprint.ts';
import { eachAlone } from '../each-alone.ts';
import { beforeCall, inReal, type WorkerContext } from '../worker-context.ts';
import { readKey } from '../../release/state/keys.ts';

/** A tab nobody looked at for so long (clock ms) is drawn when it is opened. */
const lookedAtMs = 8 * 3_600_000;
/**
 * So many tabs are published in one go, and the next so much later (real ms): Slack counts calls by
 * the minute.
 */
const atOnce = 15;
const breathMs = 10_000;
/**
 * Numbers that change by themselves, like the time a soak has left, are brought up to date this
 * often (real ms).
 */
const againMs = 60_000;

/** Draws the tab of one person who opened it, or changed what they follow. */
export async function drawHome(
  context: WorkerContext,
  reporting: Reporting,
  claim: Claim,
  person: string,
): Promise<null> {
  const reader = await context.ports.ledger.reader(person);
  if (reader.openedAt !== null)
    await publishHome(context, reporting, claim, reader, await readWorld(context, reporting));
  return null;
}

/** Draws the tabs of everybody who looked lately; those that would look the same cost nothing. */
export async function drawHomes(
  context: WorkerContext,
  reporting: Reporting,
  claim: Claim,
): Promise<number | null> {
  const { ledger, clock } = context.ports;
  const lookers = (await ledger.readers()).filter(
    ({ openedAt }) => openedAt !== null && clock.now() - openedAt < lookedAtMs,
  );
  if (lookers.length === 0) return null;
  const world = await readWorld(context, reporting);
  let published = 0;
  await eachAlone(claim, lookers, async (reader) => {
    if (published < atOnce && (await publishHome(context, reporting, claim, reader, world)))
      published += 1;
  });
  if (published >= atOnce) return inReal(clock, breathMs);
  return world.lines.some(({ open }) => open.length > 0) ? inReal(clock, againMs) : null;
}

/** What every tab is drawn from. */
type World = {
  readonly lines: readonly {
    readonly service: Service;
    readonly line: Line;
    readonly open: readonly Release[];
    readonly teams: Readonly<Record<string, readonly string[]>>;
  }[];
  readonly managers: readonly string[];
  readonly admins: readonly string[];
  readonly week: Summary;
};

async function readWorld(context: WorkerContext, { homes, calendar }: Reporting): Promise<World> {
  const { ledger, people, clock } = context.ports;
  const [lines, week, { teams }] = await Promise.all([
    Promise.all(
      Object.values(context.services).map(async (service) => ({
        service,
        line: await ledger.line(service.name),
        open: await ledger.open(service.name),
        teams: (await people.roster(rosterIds(service))).teams,
      })),
    ),
    gather(
      context.ports,
      periodAt('week', clock.now(), calendar.zone),
      null,
      Object.keys(context.services),
    ),
    people.roster({ managers: homes.managers, admins: homes.admins }),
  ]);
  return {
    lines,
    week,
    managers: teams['managers'] ?? [],
    admins: teams['admins'] ?? [],
  };
}

async function publishHome(
  context: WorkerContext,
  { homes }: Reporting,
  claim: Claim,
  reader: Reader,
  world: World,
): Promise<boolean> {
  const content = homes.draw(factsFor(reader, world, context.ports.clock.now()));
  // The first block tells the time; alone it is no reason to publish.
  const hash = fingerprint({ ...content, rich: content.rich.slice(1) });
  if (hash === reader.home && readKey(claim.key)?.kind !== 'home') return false;
  await beforeCall(context, claim, 'publish');
  await homes.publish(reader.person, content);
  await context.ports.ledger.changeReader(reader.person, (now) => ({ ...now, home: hash }));
  return true;
}

function factsFor(
  { person, follows, greeted }: Reader,
  { lines, managers, admins, week }: World,
  now: number,
): HomeFacts {
  const speaksFor = (teams: World['lines'][number]['teams'], team: string) =>
    teams[team]?.includes(person) === true;
  const mine = lines.filter(
    ({ line, open, teams }) =>
      follows.includes(line.service) ||
      Object.keys(teams).some((team) => speaksFor(teams, team)) ||
      open.some(({ by }) => by?.id === person),
  );
  const running = lines.flatMap((one) =>
    eachOnce(one.line, one.open).filter(({ id }) => mine.includes(one) || follows.includes(id)),
  );
  const asks = mine.flatMap(({ open, teams }) =>
    open.filter((release) => asksFor(release, person, (team) => speaksFor(teams, team), now)),
  );
  const calls = mine.flatMap(({ open, teams }) =>
    open.filter(
      (release) =>
        needsSomebody(release) && (speaksFor(teams, 'on-call') || release.by?.id === person),
    ),
  );
  return {
    person,
    now,
    greeted,
    asks: asks.toSorted((a, b) => a.at - b.at),
    calls,
    running: running.filter((release) => !calls.includes(release) && !asks.includes(release)),
    services: mine.map(({ line, open }) => {
      const row = week.rows.find(({ service }) => service === line.service);
      return {
        name: line.service,
        live: line.live,
        inLine: [...new Set(open.map(({ build }) => build.version))],
        liveCount: row?.live ?? 0,
        rolledBack: row?.rolledBack ?? 0,
      };
    }),
    week: managers.includes(person) ? week : null,
    led: lines.flatMap((one) => ledBy(person, one, admins, now)),
  };
}

/** The on-call is nobody's lead: freezing is for those who approve. */
function ledBy(
  person: string,
  { service, line, open, teams: all }: World['lines'][number],
  admins: readonly string[],
  at: number,
): readonly LedEntry[] {
  const teams = Object.fromEntries(Object.entries(all).filter(([team]) => team !== 'on-call'));
  const leads = Object.values(teams).some((ids) => ids.includes(person));
  if (!leads && !admins.includes(person)) return [];
  return [
    {
      service,
      people: teams,
      leads,
      freeze: line.freeze,
      lock: line.lock,
      mayUnlock: mayPress('unlock', { line, release: null, others: open, at }),
    },
  ];
}
