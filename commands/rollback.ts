import { refusalOf } from '../src/release/legal-acts.ts';
import type { Line } from '../src/release/state/line.ts';
import { servedBy } from '../src/release/state/served-by.ts';
import { nameOf } from '../src/release/state/outcome.ts';
import type { Release } from '../src/release/state/release.ts';
import { returnRefusal } from '../src/release/start/start-return.ts';
import { about, defineCommand } from '../src/command-kit/command.ts';
import { replyButton, type Choice, type Reply, privately } from '../src/command-kit/reply.ts';
import type { CommandContext } from '../src/command-kit/context.ts';
import type { Service } from '../src/service/service.ts';
import { texts } from '../src/texts/texts.ts';
import { outcome } from '../src/command-kit/facts/facts.ts';
import { carrierOf } from '../src/command-kit/find/carrier.ts';
import { findService } from '../src/command-kit/find/find.ts';
import { buildNamed, isLikeVersion, nearVersions } from '../src/command-kit/find/version.ts';
import { isPlanWord } from '../src/command-kit/words.ts';
import { readRef, writeRef } from '../src/release/state/release-ref.ts';
import {
  canGoBack,
  isGoingBack,
  refusedRollback,
  returnTo,
  rollBackRelease,
  wayBackOf,
} from '../src/command-kit/rollback/order-rollback.ts';

const { choice, facts, rollback: say } = texts.replies;

/**
 * The one to remember in panic: shows the effect, asks once, goes. The confirm button is this
 * command with its words filled in.
 */
export const rollbackCommand = defineCommand('rollback', {
  inThread: true,
  async run(words, context, command) {
    if (!asksForPlan(words, context)) return bringBack(words, context, command);
    const reply = await bringBack(words.slice(0, -1), context, command);
    return reply.kind === 'whisper'
      ? { ...reply, parts: [`${say.planned} `, ...reply.parts] }
      : reply;
  },
});

/**
 * Only the last word alone asks what would happen; a button does what it says, whatever reason it
 * carries.
 */
function asksForPlan(words: readonly string[], { place, services }: CommandContext): boolean {
  const last = words.at(-1);
  return (
    place.door !== 'button' &&
    isPlanWord(last) &&
    !(words.length === 1 && Object.hasOwn(services, last?.toLowerCase() ?? ''))
  );
}

async function bringBack(
  words: readonly string[],
  context: CommandContext,
  command: string,
): Promise<Reply> {
  const mine = await releaseMeant(words, context);
  if (mine)
    return context.place.door === 'button'
      ? rollBackRelease(mine.release, mine.reason, context)
      : askAbout(mine, context);
  return ofService(words, context, command);
}

const ofService = about(findService, async (service, context, rest) => {
  const line = await context.ledger.line(service.name);
  const open = await context.ledger.open(service.name);
  const said = rest[0] ?? '';
  const named = buildNamed(said, line.lastGood);
  // Some name what shall go back, others where to.
  const itself = open.filter(({ build }) => !named && buildNamed(said, [build]));
  const isLive = line.live !== null && buildNamed(said, [line.live]) !== undefined;
  const isKnown = named !== undefined || itself.length > 0 || isLive;
  if (!isKnown && isLikeVersion(said)) return neverServed(line, said, rest.slice(1));
  const reason = reasonOf(isKnown ? rest.slice(1) : rest);
  if (context.place.door === 'button' && named) return returnTo(service, named, reason, context);
  const moving = open.find((release) => release.id === line.moving?.release);
  const target = moving ? null : (named ?? wayBackOf(line));
  const no = target && returnRefusal(line, target);
  if (named && no) return outcome(no, '', { service: service.name });
  const back =
    target && !no && itself.length === 0 ? { service, line, version: target.version } : null;
  const meant = itself.length > 0 ? itself : moving ? [moving] : open;
  const going = meant.filter((release) => canGoBack(line, release, context));
  if (going.length > 0 || back) return askOnce(going, back, reason);
  const goesBack = open.find(isGoingBack);
  if (goesBack) return privately(say.isGoing(nameOf(goesBack)));
  return no ? outcome(no, '', { service: service.name }) : privately(say.noOlder(service.name));
});

/** The release of this thread, or one that was named; where it cannot go back, they hear why. */
async function askAbout({ release, reason }: Meant, context: CommandContext): Promise<Reply> {
  const line = await context.ledger.line(release.service);
  const no = refusalOf('roll-back', { line, release, at: context.now });
  if (no === null) return askOnce([release], null, reason);
  return isGoingBack(release)
    ? privately(say.isGoing(nameOf(release)))
    : refusedRollback(no, release, reason, context);
}

type Meant = { readonly release: Release; readonly reason: string };

async function releaseMeant(
  words: readonly string[],
  context: CommandContext,
): Promise<Meant | null> {
  const id = readRef(words[0])?.id;
  const here =
    context.place.release === null
      ? null
      : ((await carrierOf(context.place.release, context, 'rollback')) ?? context.place.release);
  const release = await context.ledger.release(id ?? here ?? '');
  return release && { release, reason: reasonOf(id === undefined ? words : words.slice(1)) };
}

/** Nobody goes to another build than was named: those that can be gone back to are shown. */
function neverServed(line: Line, said: string, rest: readonly string[]): Reply {
  const known = line.lastGood.map(({ version }) => version);
  const meant = nearVersions(said, known);
  const offered = [...meant, ...known.filter((one) => !meant.includes(one))]
    .flatMap((version) => line.lastGood.find((build) => build.version === version) ?? [])
    .filter((build) => returnRefusal(line, build) === null)
    .slice(0, 2);
  const choices = offered.map(({ version }) =>
    replyButton(
      choice.everyoneTo(version),
      'rollback',
      `${line.service} ${version} ${reasonOf(rest)}`,
    ),
  );
  return privately(
    say.neverServed(line.service, said, line.live?.version ?? null, offered.length),
    ...(choices.length === 0
      ? [replyButton(choice.showStatus, 'release status', line.service)]
      : [...choices, { kind: 'dismiss', label: choice.cancel } as const]),
  );
}

type Return = { readonly service: Service; readonly line: Line; readonly version: string };

function askOnce(going: readonly Release[], back: Return | null, reason: string): Reply {
  const aborts = going.slice(0, 3).map((release) => ({
    text: abortEffect(release),
    choice: abortChoice(release, reason, going.length + (back ? 1 : 0) > 1),
  }));
  const all = [...aborts, ...(back ? [returnChoice(back, reason, aborts.length > 0)] : [])];
  const words = all.map(({ text }) => text).join('\n');
  return privately(`${words}\n${say.reason(reason)}`, ...all.map(({ choice }) => choice), {
    kind: 'dismiss',
    label: choice.cancel,
  });
}

function abortEffect(release: Release): string {
  const { service, build, target, kind } = release;
  return say.stops(
    kind !== 'prerelease',
    servedBy(release),
    service,
    build.version,
    target?.version ?? null,
  );
}

function abortChoice(release: Release, reason: string, several: boolean): Choice {
  return replyButton(
    several ? choice.rollBackOne(release.build.version) : choice.rollBack,
    'rollback',
    `${writeRef(release)} ${reason}`,
    several ? undefined : 'danger',
  );
}

function returnChoice({ service, line, version }: Return, reason: string, several: boolean) {
  return {
    text: say.returns(several, service.name, line.live?.version ?? null, version),
    choice: replyButton(
      several ? choice.everyoneTo(version) : choice.rollBack,
      'rollback',
      `${service.name} ${version} ${reason}`,
      several ? undefined : 'danger',
    ),
  };
}

function reasonOf(words: readonly string[]): string {
  return words.join(' ').slice(0, 300) || facts.noReason;
}
