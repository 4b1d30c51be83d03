import { parseArgs } from 'node:util';
import { fleetKinds } from './sample.ts';

const options = {
  play: { type: 'string' },
  fleet: { type: 'string', default: 'local' },
  json: { type: 'boolean', default: false },
  port: { type: 'string', default: '4400' },
  headless: { type: 'boolean', default: false },
  speed: { type: 'string', default: '1' },
  seed: { type: 'string', default: '8' },
  data: { type: 'string' },
  reset: { type: 'boolean', default: false },
  socket: { type: 'boolean', default: false },
  fast: { type: 'boolean', default: false },
  daily: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/**
 * What somebody typed behind `npm run playground --`. Who mistypes reads in one line what there is,
 * and not where in the code it was noticed.
 */
export function readArguments(typed: readonly string[], stories: readonly string[]) {
  const read = parsed(typed);
  if ('why' in read) return read;
  const { values } = read;
  const { play } = values;
  if (values.help) return { kind: 'help' as const };
  const fleet = fleetKinds.find((kind) => kind === values.fleet);
  if (!fleet) return wrong(`--fleet needs ${fleetKinds.join(' or ')}, not "${values.fleet}"`);
  if (play !== undefined && play !== 'all' && !stories.includes(play))
    return wrong(`there is no story "${play}"; there are ${stories.join(', ')} and all`);
  if (fleet === 'ec2' && (values.data !== undefined || values.reset))
    return wrong('--fleet ec2 begins anew each time: leave out --data and --reset');
  const [port, speed, seed] = [values.port, values.speed, values.seed].map(Number);
  if (!isNumber(port) || !Number.isInteger(port) || port > 65_535)
    return wrong(`--port needs a whole number from 0 to 65535, not "${values.port}"`);
  if (!isNumber(speed) || speed === 0)
    return wrong(`--speed needs a number above 0, not "${values.speed}"`);
  if (!isNumber(seed)) return wrong(`--seed needs a number, not "${values.seed}"`);
  if (values.daily !== undefined && !/^([01]?\d|2[0-3]):[0-5]\d$/.test(values.daily))
    return wrong(`--daily needs a time such as 10:00, not "${values.daily}"`);
  return { kind: 'read' as const, ...values, fleet, port, speed, seed };
}

function parsed(typed: readonly string[]) {
  try {
    return parseArgs({ args: [...typed], options });
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    const [first = ''] = said.split(/\.\s|\n/);
    const all = Object.keys(options).map((name) => `--${name}`);
    return wrong(`${first}; there are ${all.join(', ')}`);
  }
}

function isNumber(read: number | undefined): read is number {
  return read !== undefined && Number.isFinite(read) && read >= 0;
}

function wrong(why: string) {
  return { kind: 'wrong' as const, why };
}
