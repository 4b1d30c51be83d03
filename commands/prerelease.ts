import { z } from 'zod';
import type { Build } from '../src/release/build.ts';
import { barOf } from '../src/release/line.ts';
import { button, type Desk, defineCommand, type Reply, type Service, whisper } from '../src/slack/command.ts';
import { unquoted } from '../src/slack/words.ts';
import { imageFound, onlyMembers, outcome, rosterOf } from './facts.ts';
import { findService } from './find.ts';
import { type Options, planWords, readOptions } from './prerelease-options.ts';
import { count, openThread } from './say.ts';

/** Puts a build on a few servers. A named build starts at once; without one the newest is shown, and asked for once. */
export const prerelease = defineCommand({
  name: 'prerelease',
  slash: '/prerelease',
  usage: '<service> [build] [servers=1] [soak=4h] [note]',
  summary: 'Try a build on a small share of production',
  examples: ['/prerelease board 1.42.0', '/prerelease board 1.42.0 servers=2 soak=45m first build with shapes', '/prerelease board'],
  args: z.array(z.string()).readonly(),
  async run(words, desk) {
    const service = findService(words, desk, 'prerelease');
    if (service.kind === 'reply') return service.reply;
    const [said, ...rest] = service.rest;
    if (said === undefined || said.includes('=') || said.toLowerCase() === 'latest') return ask(service.it, said === undefined || !said.includes('=') ? rest : service.rest, desk);
    const build = await desk.ledger.build(service.it.name, unquoted(said));
    if (build === null) return unknownBuild(service.it, said, rest, desk);
    const options = readOptions(rest, service.it, `${service.it.name} ${build.version}`);
    return 'reply' in options ? options.reply : start(service.it, build, options, desk);
  },
});

async function start(service: Service, build: Build, options: Options, desk: Desk): Promise<Reply> {
  const outside = await onlyMembers(desk);
  if (outside) return outside;
  const line = await desk.ledger.line(service.name);
  if (line.lastGood.some((good) => good.version === build.version)) {
    return whisper(`${build.version} is older than the live ${line.live?.version ?? 'build'}. To go back use \`/rollback ${service.name} ${build.version}\`. Nothing changed.`);
  }
  const roster = await rosterOf(service, desk);
  if (roster.kind === 'reply') return roster.reply;
  const image = await imageFound(service.name, build.image, desk);
  if (image.kind === 'reply') return image.reply;
  const plan = service.plan({ servers: options.servers, soakMs: options.soakMs });
  const decision = await desk.tell(
    { service: service.name, release: null },
    { kind: 'prerelease-requested', at: desk.now, by: desk.caller, id: desk.newId(), build, plan, note: options.note, roster: roster.value, imageFound: image.value },
  );
  const thread = await openThread(build, desk);
  return outcome(decision, `Started. ${service.name} ${build.version}: ${planWords(plan.servers, plan.soakMs)}. The thread shows how it goes.`, { service: service.name, choices: [thread] });
}

/** Nothing is started by half a sentence: the newest ready build is shown to the caller alone, with one button. */
async function ask(service: Service, words: readonly string[], desk: Desk): Promise<Reply> {
  const options = readOptions(words, service, service.name);
  if ('reply' in options) return options.reply;
  const builds = await desk.ledger.builds(service.name, 20);
  const build = await newestReady(service, builds, desk);
  if (!build) return nothingReady(service, builds[0] ?? null);
  const plan = service.plan({ servers: options.servers, soakMs: options.soakMs });
  return whisper(
    `${service.name} ${build.version} is the newest ready build: ${count(build.checks.passed, 'check')} passed. ${planWords(plan.servers, plan.soakMs)}.`,
    button('Start Pre-Release', 'prerelease', [service.name, build.version, ...words].join(' '), 'primary'),
    { kind: 'dismiss', label: 'Cancel' },
  );
}

async function newestReady(service: Service, builds: readonly Build[], desk: Desk): Promise<Build | undefined> {
  const line = await desk.ledger.line(service.name);
  const gone = new Set([line.live?.version, ...line.lastGood.map((build) => build.version)]);
  return builds.find((build) => build.checks.failed === 0 && !gone.has(build.version) && barOf(line, build) === null);
}

function nothingReady(service: Service, newest: Build | null): Reply {
  if (newest === null) return whisper(`No build of ${service.name} is ready: none has been registered yet.`);
  const why = newest.checks.failed > 0 ? `failed ${count(newest.checks.failed, 'check')}` : 'has been live or was rolled back';
  return whisper(`No build of ${service.name} is ready. The newest, ${newest.version}, ${why}.`);
}

async function unknownBuild(service: Service, said: string, rest: readonly string[], desk: Desk): Promise<Reply> {
  const ready = await newestReady(service, await desk.ledger.builds(service.name, 20), desk);
  const unknown = `${service.name} has no build ${said.slice(0, 40)}.`;
  if (!ready) return whisper(`${unknown} No other build is ready.`);
  return whisper(`${unknown} Newest ready: ${ready.version}.`, button(`Use ${ready.version}`.slice(0, 30), 'prerelease', [service.name, ready.version, ...rest].join(' ')));
}
