/**
 * # src/web
 *
 * What is neither Slack nor a person: builds from CI, webhooks of vendors, health, metrics.
 */

import type { Hono } from 'hono';
import { z } from 'zod';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import { awaitImages, type ImageSearches, whyNamed } from './images.ts';
import { type DoorAnswer, signedDoor } from './signed-door.ts';
import { jsonOf } from './webhook.ts';
import { type Build, sameChecks } from '../release/state/build.ts';
import type { Event } from '../release/state/event.ts';
import type { WakeUp } from '../ports/work.ts';
import { buildKey, lineKey, writeKey } from '../release/state/keys.ts';
import { linesReachedBy, productOf, readLineName } from '../release/state/line-name.ts';

/** What CI registers. The version goes into queries and ids, so it is plain. */
const Registration = z.strictObject({
  service: z.string().refine((name) => readLineName(name) !== null, {
    error: 'the name of a service as davy.yml has it',
  }),
  version: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._+-]{0,59}$/, {
    error: 'letters, digits, dots, _, + and -, at most 60',
  }),
  commit: z.string().regex(/^[0-9a-f]{40}$/, { error: 'the full commit: 40 hex digits' }),
  // Without it Davy finds the image by its tags, once it is made.
  image: z
    .string()
    .regex(/^[!-~]{1,300}$/, { error: 'one word of at most 300 characters' })
    .nullable()
    .default(null),
  checks: z.strictObject({
    passed: z.number().int().nonnegative(),
    failed: z.number().int().nonnegative(),
  }),
});

/** Says what somebody outside reported, of a line or of one of its releases. */
export type WebTell = (
  about: { readonly service: string; readonly release: string | null },
  event: Event,
) => Promise<unknown>;

/** What the door for builds needs. */
export type BuildsDoor = {
  readonly ledger: Pick<Ledger, 'addBuild' | 'build' | 'wake' | 'open'>;
  /** Says to a line, or to one of its releases, what CI found out later. */
  readonly tell: WebTell;
  readonly clock: Clock;
  readonly realNow: () => number;
  readonly services: readonly string[];
  readonly searches: ImageSearches;
  /** Why the fleet of a line starts nothing under this name; null where it does. */
  readonly whyNoImage: (line: string, image: string) => string | null;
  /** Null: builds are not taken at all, because anybody could send them. */
  readonly secret: string | null;
};

/**
 * CI tells of a build here. Telling twice is harmless; other bytes of a known version are refused,
 * other checks of it count.
 */
export function buildsDoor(options: BuildsDoor): Hono {
  const { secret, realNow } = options;
  return signedDoor(
    {
      path: '/builds',
      mostBytes: 65_536,
      secret,
      realNow,
      closed: 'BUILDS_SECRET is not set, so no builds are taken',
    },
    (body) => registerBuild(options, jsonOf(body)),
  );
}

/** Registers what CI says of a build, by whatever door it came. */
export async function registerBuild(options: BuildsDoor, said: unknown): Promise<DoorAnswer> {
  const { ledger, clock, services } = options;
  const read = Registration.safeParse(said);
  if (!read.success) return no(400, z.prettifyError(read.error));
  const { service, version } = read.data;
  const why = refusalOf(read.data, options) ?? (await refusalOfImage(read.data, options));
  if (why) return why;
  const stored = await ledger.addBuild({ ...read.data, registeredAt: clock.now() });
  if (stored === 'conflict')
    return no(
      409,
      `${service} ${version} is registered with another commit or image; a version is immutable`,
    );
  if (stored !== 'added') await recheck(options, { ...read.data, isNews: stored === 'rechecked' });
  const awaits = await awaitImages({ ...options, now: clock.now() }, read.data);
  // The build may be the one that serves already, and was waited for.
  await ledger.wake(
    linesReachedBy(service, services).flatMap((line) => wakesFor(line, version, clock.now())),
  );
  return {
    status: stored === 'added' ? 201 : 200,
    body: { service, version, registered: stored, ...(awaits ? { image: 'awaited' } : {}) },
  };
}

function no(status: 400 | 404 | 409, error: string): DoorAnswer {
  return { status, body: { error } };
}

/** What is no build of a service here, whatever is known of it. */
function refusalOf(
  { service, image }: z.output<typeof Registration>,
  options: Pick<BuildsDoor, 'services' | 'searches'>,
): DoorAnswer | null {
  if (!options.services.includes(service)) return no(404, `there is no service ${service}`);
  const product = productOf(service);
  if (product !== service)
    return no(
      400,
      `a build is registered once, for all lines of its service: ` +
        `say ${product} instead of ${service}`,
    );
  const why = image === null ? whyNamed(service, options) : null;
  return why === null ? null : no(400, why);
}

/**
 * What a fleet of one of its lines would never start. What is stored under this name already stays
 * sayable: its checks may have failed since.
 */
async function refusalOfImage(
  { service, version, image }: z.output<typeof Registration>,
  { ledger, services, whyNoImage }: BuildsDoor,
): Promise<DoorAnswer | null> {
  if (image === null) return null;
  for (const line of linesReachedBy(service, services)) {
    const why = whyNoImage(line, image);
    if (why !== null && (await ledger.build(service, version))?.image !== image)
      return no(400, `${line}: ${why}`);
  }
  return null;
}

/** The build's card, a look at the world, and the service's own card, once the first is there. */
function wakesFor(line: string, version: string, now: number): readonly WakeUp[] {
  return [
    { key: buildKey({ service: line, version }), lane: 'slack', dueAt: now },
    { key: lineKey(line), lane: 'world', dueAt: now },
    { key: writeKey({ kind: 'status', service: line }), lane: 'slack', dueAt: now + 3_000 },
  ];
}

/** Known checks are told again: whoever stored them before may have died on the way here. */
async function recheck(
  { ledger, tell, clock, services }: BuildsDoor,
  {
    service,
    version,
    checks,
    isNews,
  }: Pick<Build, 'service' | 'version' | 'checks'> & { readonly isNews: boolean },
): Promise<void> {
  const event = { kind: 'rechecked', at: clock.now(), version, checks } as const;
  for (const line of linesReachedBy(service, services)) {
    const running = (await ledger.open(line)).filter(({ build }) => build.version === version);
    for (const { id, build } of running)
      if (!sameChecks(build, { checks })) await tell({ service: line, release: id }, event);
    if (running.length === 0 && isNews) await tell({ service: line, release: null }, event);
  }
}
