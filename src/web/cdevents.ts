import type { Hono } from 'hono';
import { z } from 'zod';
import type { Build, RegisteredBuild } from '../release/state/build.ts';
import { isProduct } from '../release/state/line-name.ts';
import { type BuildsDoor, registerBuild } from './builds.ts';
import { readPurl } from './purl.ts';
import { type DoorAnswer, signedDoor } from './signed-door.ts';
import { jsonOf } from './webhook.ts';

const Checks = z.object({
  passed: z.number().int().nonnegative(),
  failed: z.number().int().nonnegative(),
});

/** What CDEvents has no word for; all else in there is somebody else's. */
const OwnData = z.object({
  service: z.string().optional(),
  version: z.string().optional(),
  commit: z.string().optional(),
  image: z.string().optional(),
  checks: Checks.optional(),
});

const envelope = { customData: OwnData.optional() };
const Published = z.object({
  ...envelope,
  context: z.object({ type: z.string().regex(/^dev\.cdevents\.artifact\.published\.\d/) }),
  subject: z.object({ id: z.string() }),
});
const Finished = z.object({
  ...envelope,
  context: z.object({ type: z.string().regex(/^dev\.cdevents\.testsuiterun\.finished\.\d/) }),
  subject: z.object({
    /** `pass` and `fail` are what `success` and `failure` were called before 0.5. */
    content: z.object({
      outcome: z.enum(['pass', 'success', 'fail', 'failure', 'error', 'cancel']),
    }),
  }),
});
const Any = z.object({ context: z.object({ type: z.string() }) });

/** In structured mode an event of CloudEvents holds that of CDEvents as its data. */
const Wrapped = z.object({ specversion: z.string(), data: z.unknown() });

/**
 * CI tells by CDEvents of an artifact, which is a build, and of how tests of one ended. Whatever
 * else a broker sends along is answered well, so that it is not sent again.
 */
export function cdEventsDoor(options: BuildsDoor): Hono {
  return signedDoor(
    {
      path: '/cdevents',
      mostBytes: 262_144,
      secret: options.secret,
      realNow: options.realNow,
      closed: 'BUILDS_SECRET is not set, so no events are taken',
    },
    async (body) => {
      const said = jsonOf(body);
      const wrapped = Wrapped.safeParse(said);
      return hear(options, wrapped.success ? wrapped.data.data : said);
    },
  );
}

function hear(options: BuildsDoor, event: unknown): Promise<DoorAnswer> | DoorAnswer {
  const type = Any.safeParse(event).data?.context.type;
  if (type === undefined) return bad('it is no CDEvent: it has no context.type');
  if (type.startsWith('dev.cdevents.artifact.published.')) {
    const read = Published.safeParse(event);
    return read.success ? published(options, read.data) : bad(z.prettifyError(read.error));
  }
  if (type.startsWith('dev.cdevents.testsuiterun.finished.')) {
    const read = Finished.safeParse(event);
    return read.success ? finished(options, read.data) : bad(z.prettifyError(read.error));
  }
  return left(`nothing follows from ${type.slice(0, 100)}`);
}

/** What the event does not say of a build that is known stays as it was. */
async function published(
  options: BuildsDoor,
  { subject, customData = {} }: z.infer<typeof Published>,
): Promise<DoorAnswer> {
  const purl = readPurl(subject.id);
  const service = customData.service ?? purl?.name ?? '';
  const version = customData.version ?? purl?.version ?? '';
  if (!isOurs(options, service)) return left(`there is no service ${service.slice(0, 60)}`);
  const known = await options.ledger.build(service, version);
  return registerBuild(options, {
    service,
    version,
    commit: customData.commit ?? purl?.commit ?? known?.commit ?? '',
    image: customData.image ?? purl?.image ?? known?.image ?? null,
    checks: customData.checks ?? known?.checks ?? { passed: 0, failed: 0 },
  });
}

/**
 * A failure counts whatever else it says. What succeeded is one suite of maybe many, so without the
 * numbers of them all it takes no failure away.
 */
async function finished(
  options: BuildsDoor,
  { subject, customData = {} }: z.infer<typeof Finished>,
): Promise<DoorAnswer> {
  const { service = '', version = '', checks } = customData;
  const { outcome } = subject.content;
  if (!isOurs(options, service)) return left('customData names no service of this Davy');
  if (outcome === 'cancel') return left('it was cancelled, which says nothing of the build');
  const known = await options.ledger.build(service, version);
  if (!known)
    return { status: 404, body: { error: `there is no build ${service} ${version} yet` } };
  const isGood = outcome === 'success' || outcome === 'pass';
  if (isGood && !checks) return left('one suite succeeded, and customData.checks counts them not');
  return registerBuild(options, {
    ...partsOf(known),
    checks: isGood ? (checks ?? known.checks) : failing(checks ?? known.checks),
  });
}

function failing({ passed, failed }: Build['checks']): Build['checks'] {
  return { passed, failed: Math.max(1, failed) };
}

function partsOf({ service, version, commit, image }: RegisteredBuild) {
  return { service, version, commit, image };
}

function isOurs({ services }: BuildsDoor, service: string): boolean {
  return services.includes(service) && isProduct(service);
}

function left(because: string): DoorAnswer {
  return { status: 200, body: { counted: false, because } };
}

function bad(error: string): DoorAnswer {
  return { status: 400, body: { error } };
}
