import { z } from 'zod';
import type { Answered, Asked } from '../standin/exchange.ts';
import { fromJson } from '../standin/faults.ts';
import type { Desk } from './answer.ts';
import { countCalls } from './journal.ts';
import { endSessions } from './iam/things.ts';
import { noticeSpot } from './ec2/spot.ts';
import { scrapeTargets } from './ec2/scrape-targets.ts';
import { rulesInOrder } from './elb/balancing.ts';
import { trafficOf } from './elb/traffic.ts';
import { alarmSchema, ringAlarm } from './scaling/alarm.ts';
import { letPass, settle } from './settle.ts';
import { agentSchema, planRun, runPlanSchema, setAgent } from './ssm/control.ts';
import { place, thingsSchema } from './things.ts';
import type { World } from './world.ts';

const clockChange = z.strictObject({
  speed: z.number().nonnegative().optional(),
  advanceSeconds: z.number().nonnegative().default(0),
});
const room = z.strictObject({
  zone: z.string(),
  type: z.string(),
  /** How many more may start; without it as many as one likes. */
  left: z.int().nonnegative().optional(),
});
const limits = z.record(
  z.string().regex(/^[a-z0-9]+:[A-Z]\w+$/),
  z.strictObject({ most: z.number().min(1), perSecond: z.number().nonnegative() }),
);
const spotNotice = z.strictObject({ instance: z.string() });

type Door = (desk: Desk, asked: Asked) => Answered;

const onRefusals: Door = ({ refusals }, asked) => refusals.control(asked);
const shown = (show: (desk: Desk) => unknown): Door => {
  return (desk) => ({ status: 200, body: show(desk) });
};

const onBuckets: Door = ({ buckets }, { body }) => {
  const parsed = limits.safeParse(fromJson(body));
  if (!parsed.success) return { status: 400, body: { error: z.prettifyError(parsed.error) } };
  buckets.limit(parsed.data);
  return { status: 200, body: parsed.data };
};

/** What can be looked at, and what can be brought about. */
const doors: Readonly<Record<string, Door>> = {
  'GET journal': shown(({ journal }) => journal.entries()),
  'GET calls': shown(({ journal }) => countCalls(journal.entries())),
  'GET happenings': shown(({ world }) => world.happenings),
  'GET traffic': shown(({ world }) =>
    rulesInOrder(world.balancing).map((rule) => trafficOf(world, rule)),
  ),
  'GET targets': shown(({ world }) => scrapeTargets(world)),
  'GET refusals': onRefusals,
  'POST refusals': onRefusals,
  'DELETE refusals': onRefusals,
  'DELETE sessions': shown(({ world }) => ({ ended: endSessions(world.identity) })),
  'POST clock': told(clockChange, (world, { speed, advanceSeconds }) => {
    const { clock } = world;
    if (speed !== undefined) clock.setSpeed(speed);
    letPass(world, advanceSeconds * 1_000);
    return { now: new Date(clock.now()).toISOString(), speed: clock.speed() };
  }),
  'POST buckets': onBuckets,
  'POST room': told(room, ({ compute: { capacity } }, { zone, type, left }) => {
    if (left === undefined) capacity.delete(`${zone}/${type}`);
    else capacity.set(`${zone}/${type}`, left);
    return Object.fromEntries(capacity);
  }),
  'POST spot': told(spotNotice, (world, { instance }) => ({
    noticed: noticeSpot(world, instance),
  })),
  'POST alarm': told(alarmSchema, ringAlarm),
  'POST runs': told(runPlanSchema, planRun),
  'POST agents': told(agentSchema, setAgent),
  'POST things': told(thingsSchema, (world, things) => {
    place(world, things);
    return {};
  }),
};

/** The doors of the playground: time, room, things, trouble, and what happened. */
export function controlAws(desk: Desk, asked: Asked): Answered | undefined {
  const [, name] = /^\/_control\/([\w-]+)$/.exec(asked.url.pathname) ?? [];
  const door = doors[`${asked.method} ${name}`];
  if (door === undefined) return undefined;
  settle(desk.world);
  return door(desk, asked);
}

function told<Schema extends z.ZodType>(
  schema: Schema,
  act: (world: World, said: z.output<Schema>) => unknown,
): Door {
  return ({ world }, { body }) => {
    const parsed = schema.safeParse(fromJson(body));
    if (!parsed.success) return { status: 400, body: { error: z.prettifyError(parsed.error) } };
    return { status: 200, body: act(world, parsed.data) };
  };
}
