import { orNull } from '../../ports/or-null.ts';
import type { Fleet } from '../../ports/fleet.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { Log } from '../../ports/log.ts';
import type { People } from '../../ports/people.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Build } from '../../release/state/build.ts';
import type { ImageState } from '../../release/state/image.ts';
import type { Plan } from '../../release/state/plan.ts';
import { isInSlack, type Roster, rosterAsOf } from '../../release/state/people.ts';
import type { Release } from '../../release/state/release.ts';
import { wordsOn } from '../../release/state/words-on.ts';
import {
  capacityOf,
  type FactsBefore,
  type RequestFacts,
  type ReturnFacts,
  type StartFacts,
} from '../../release/start/start-facts.ts';
import { approverIds, ofService, type Service, type Services } from '../../service/service.ts';
import { servingVersions } from '../../release/line/adopt.ts';
import { straysNow } from './look-for-strays.ts';
import { containedIn } from './ancestry.ts';
import { authorsOf } from '../changes/authors.ts';
import { lineageOf } from '../changes/lineage.ts';

/**
 * The one place that asks the world before something starts, whoever starts it: a typed word, a
 * button, the terminal, or Davy itself. All questions are asked at once; one that nobody answers is
 * null, and its asker decides what that means.
 */
type Means = {
  readonly ledger: Pick<Ledger, 'line' | 'open'>;
  readonly fleet: (service: string) => Pick<Fleet, 'imageState' | 'observe' | 'strays'>;
  readonly log: Pick<Log, 'warn'>;
};

/** Who is asked for people and for commits as well. */
type MoreMeans = Means &
  Pick<Ports, 'ledger' | 'source' | 'clock'> & {
    readonly people: Pick<People, 'roster' | 'byEmail'>;
  };

/** All three, for whoever speaks through a door and knows no configuration. */
export function factsBefore(means: MoreMeans, services: Services): FactsBefore {
  return {
    request: (build) => requestFacts(means, build, ofService(services, build.service)),
    start: (prerelease) => startFacts(means, prerelease, ofService(services, prerelease.service)),
    return: (build) => returnFacts(means, build),
    authors: (release) => orNobody(means, release.service, () => authorsOf(release, means)),
    serving: (name) => servingNow(means, name),
    strays: (name) => straysNow(means, ofService(services, name)),
  };
}

/** What a pre-release needs to know. */
export async function requestFacts(
  means: MoreMeans,
  build: Build,
  service: Pick<Service, 'name' | 'teams'>,
): Promise<RequestFacts> {
  const [image, roster, lineage] = await Promise.all([
    imageOf(means, build),
    rosterNow(means, service),
    lineageOf(means, service.teams, build),
  ]);
  return { image, imageFound: isReady(image), roster, lineage };
}

/** What the release of an approved pre-release needs to know. */
export async function startFacts(
  means: MoreMeans,
  release: Release,
  service: Pick<Service, 'name' | 'teams' | 'plan'>,
): Promise<StartFacts> {
  const { id, build } = release;
  const [{ live }, open] = await Promise.all([
    means.ledger.line(service.name),
    means.ledger.open(service.name),
  ]);
  const others = open.filter((other) => other.kind === 'prerelease' && other.id !== id);
  const [back, target, roster, plan, carries] = await Promise.all([
    returnFacts(means, build),
    live ? imageOf(means, live) : ('gone' as const),
    rosterNow(means, service, wordsOn(release)),
    planNow(means, release, service),
    containedIn(means.source, build, others),
  ]);
  return { ...back, targetFound: isReady(target), roster, plan, carries };
}

/**
 * The same plan made again by the davy.yml of now. Where that says something else, whose paths
 * change is asked again, too: teams may own others now.
 */
async function planNow(
  means: MoreMeans,
  { plan, build }: Release,
  service: Pick<Service, 'teams' | 'plan'>,
): Promise<Plan> {
  const { servers, soakMs, signOff, chosen } = plan;
  // A Davy before did not say what was chosen: then all of it was.
  const choices = chosen ?? { servers, soakMs, teams: signOff.map(({ team }) => team) };
  const again = service.plan(choices);
  if (again.hash === plan.hash) return again;
  const { teams } = await lineageOf(means, service.teams, build);
  return service.plan({ ...choices, teams });
}

/** What a way back needs to know: nothing of people, because it has to work without Slack. */
export async function returnFacts(means: Means, build: Build): Promise<ReturnFacts> {
  const { service } = build;
  const open = await means.ledger.open(service);
  const [image, sight] = await Promise.all([
    imageOf(means, build),
    orNobody(means, service, () => means.fleet(service).observe(service)),
  ]);
  const capacity = sight && capacityOf(sight.servers, open);
  return { image, imageFound: isReady(image), capacity };
}

async function servingNow(means: Means, service: string): Promise<readonly string[] | null> {
  const sight = await orNobody(means, service, () => means.fleet(service).observe(service));
  return sight && servingVersions(sight.servers).map(({ version }) => version);
}

function imageOf(means: Means, { service, image }: Build): Promise<ImageState | null> {
  return orNobody(means, service, () => means.fleet(service).imageState(service, image));
}

function isReady(image: ImageState | null): boolean | null {
  return image === null ? null : image === 'ready';
}

/** Whoever is on call speaks for no team when something starts, so nobody waits for that answer. */
async function rosterNow(
  means: MoreMeans,
  service: Pick<Service, 'name' | 'teams'>,
  words: readonly string[] = [],
): Promise<Roster | null> {
  const known = await orNobody(means, service.name, () =>
    means.people.roster(approverIds(service), { fresh: words.filter(isInSlack) }),
  );
  return known && rosterAsOf(known, means.clock.now());
}

function orNobody<Answer>(
  { log }: Means,
  service: string,
  ask: () => Promise<Answer>,
): Promise<Answer | null> {
  return orNull(ask, ({ message }) =>
    log.warn({ service, cause: message }, `what a start of ${service} needs is not known`),
  );
}
