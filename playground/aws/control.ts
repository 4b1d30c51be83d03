import { z } from 'zod';
import type { Answered, Asked } from '../standin/exchange.ts';
import { fromJson } from '../standin/faults.ts';
import type { Desk } from './answer.ts';
import { countCalls } from './journal.ts';
import { noticeSpot } from './ec2/spot.ts';
import { rulesInOrder } from './elb/balancing.ts';
import { trafficOf } from './elb/traffic.ts';
import { letPass, settle } from './settle.ts';
import { agentSchema, planRun, runPlanSchema, setAgent } from './ssm/control.ts';
import { place, thingsSchema } from './things.ts';

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
const spotNotice = z.strictObject({ instance: z.string() });

/** The doors of the playground: time, room, things, trouble, and what happened. */
export function controlAws(desk: Desk, asked: Asked): Answered | undefined {
  const [, door] = /^\/_control\/([\w-]+)$/.exec(asked.url.pathname) ?? [];
  const { world, journal, refusals } = desk;
  settle(world);
  switch (`${asked.method} ${door}`) {
    case 'GET journal':
      return { status: 200, body: journal.entries() };
    case 'GET calls':
      return { status: 200, body: countCalls(journal.entries()) };
    case 'GET happenings':
      return { status: 200, body: world.happenings };
    case 'GET traffic':
      return {
        status: 200,
        body: rulesInOrder(world.balancing).map((rule) => trafficOf(world, rule)),
      };
    case 'GET refusals':
    case 'POST refusals':
    case 'DELETE refusals':
      return refusals.control(asked);
    case 'POST clock':
      return told(asked, clockChange, ({ speed, advanceSeconds }) => {
        if (speed !== undefined) world.clock.setSpeed(speed);
        letPass(world, advanceSeconds * 1_000);
        return { now: new Date(world.clock.now()).toISOString(), speed: world.clock.speed() };
      });
    case 'POST room':
      return told(asked, room, ({ zone, type, left }) => {
        if (left === undefined) world.compute.capacity.delete(`${zone}/${type}`);
        else world.compute.capacity.set(`${zone}/${type}`, left);
        return Object.fromEntries(world.compute.capacity);
      });
    case 'POST spot':
      return told(asked, spotNotice, ({ instance }) => ({ noticed: noticeSpot(world, instance) }));
    case 'POST runs':
      return told(asked, runPlanSchema, (plan) => planRun(world, plan));
    case 'POST agents':
      return told(asked, agentSchema, (agent) => setAgent(world, agent));
    case 'POST things':
      return told(asked, thingsSchema, (things) => {
        place(world, things);
        return {};
      });
    default:
      return undefined;
  }
}

function told<Schema extends z.ZodType>(
  { body }: Asked,
  schema: Schema,
  act: (said: z.output<Schema>) => unknown,
): Answered {
  const parsed = schema.safeParse(fromJson(body));
  if (!parsed.success) return { status: 400, body: { error: z.prettifyError(parsed.error) } };
  return { status: 200, body: act(parsed.data) };
}
