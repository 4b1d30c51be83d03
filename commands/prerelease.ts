import { type Build, hasImage, type RegisteredBuild } from '../src/release/state/build.ts';
import { refuse } from '../src/release/state/outcome.ts';
import { about, defineCommand, given } from '../src/command-kit/command.ts';
import { replyButton, type Reply, privately } from '../src/command-kit/reply.ts';
import type { CommandContext } from '../src/command-kit/context.ts';
import type { Service } from '../src/service/service.ts';
import { beginsOptions } from '../src/command-kit/prerelease/slip.ts';
import { isLikeVersion, nearVersions, withoutV } from '../src/command-kit/find/version.ts';
import { dryRunWord, isPlanWord, unquoted } from '../src/command-kit/words.ts';
import { texts } from '../src/texts/texts.ts';
import { cannotPost, onlyMembers } from '../src/command-kit/facts/facts.ts';
import { noImageYet } from '../src/command-kit/facts/no-image.ts';
import { findService } from '../src/command-kit/find/find.ts';
import { servicesHere } from '../src/command-kit/find/services-here.ts';
import { refused } from '../src/command-kit/prerelease/refused.ts';
import { blank, prereleaseForm } from '../src/command-kit/prerelease/form.ts';
import { askDespite, blockedOnSiblings } from '../src/command-kit/prerelease/despite.ts';
import { type Options, readOptions } from '../src/command-kit/prerelease/options.ts';
import { dryRun } from '../src/command-kit/prerelease/plan.ts';
import { type Requested, requestedPrerelease } from '../src/command-kit/prerelease/request.ts';
import { buildsOf, nothingReady } from '../src/command-kit/facts/ready-builds.ts';
import { changesWords, openThread } from '../src/command-kit/say/say.ts';

const { choice, find, prerelease: say } = texts.replies;

/**
 * Puts a build on a few servers. A named build starts at once; without one the newest is shown, and
 * asked for once; without a word the form opens.
 */
export const prereleaseCommand = defineCommand('prerelease', {
  run: (words, context, command) =>
    words.length === 0
      ? prereleaseForm(servicesHere(context), blank, context)
      : ofService(exactly(words, context), context, command),
  check(words, services) {
    const service = Object.hasOwn(services, words[0] ?? '') ? services[words[0] ?? ''] : undefined;
    // Word by word, so that every wrong field says so at once.
    const wrong = words.slice(2).flatMap((word) => {
      const options = service && readOptions([word], service, '', true);
      return options && 'reply' in options ? [[options.field, options.because] as const] : [];
    });
    return wrong.length > 0 ? Object.fromEntries(wrong) : null;
  },
});

/** Where the service was left out, the channel's is meant: its plan is shown first. */
function exactly(words: readonly string[], { services }: CommandContext): readonly string[] {
  const isNamed = Object.hasOwn(services, unquoted(words[0] ?? '').toLowerCase());
  return isLikeVersion(words[0]) && !isNamed ? [...words, dryRunWord] : words;
}

const ofService = about(findService, async (service, context, words) => {
  const [said, ...rest] = words;
  if (said === undefined || beginsOptions(said) || isPlanWord(said))
    return ask(service, words, context);
  if (said.toLowerCase() === 'latest') return ask(service, rest, context);
  const build = await buildMeant(service, said, context);
  if (build === null) return unknownBuild(service, said, rest, context);
  if (!hasImage(build)) return noImageYet(service, build, context);
  const name = `${service.name} ${build.version}`;
  const options = readOptions(rest, service, name, context.place.door === 'form');
  if ('reply' in options) return options.reply;
  // What was not said exactly is shown first, and started by a button.
  const isExact = build.version === unquoted(said);
  return isExact
    ? start(service, build, options, [name, ...rest].join(' '), context)
    : dryRun(service, build, options, context);
});

async function buildMeant(
  service: Service,
  said: string,
  { ledger }: CommandContext,
): Promise<RegisteredBuild | null> {
  const exact = await ledger.build(service.name, unquoted(said));
  return exact ?? (await ledger.build(service.name, withoutV(said)));
}

async function start(
  service: Service,
  build: Build,
  options: Options,
  again: string,
  context: CommandContext,
): Promise<Reply> {
  const { door } = context.place;
  // A typed `older` is confirmed by the button of its plan, which says it once more.
  if (options.dry || (options.older && door !== 'button'))
    return dryRun(service, build, options, context);
  const outside = await onlyMembers(context);
  if (outside) return outside;
  const elsewhere = await blockedOnSiblings(service, build, context);
  if (elsewhere.some(({ line }) => !options.despite.includes(line)))
    return askDespite(elsewhere, service, build, options);
  const tryAgain = replyButton(choice.tryAgain, 'prerelease', again);
  return given(requestedPrerelease(service, build, options, context, tryAgain), (asked) =>
    request(service, build, options, again, asked, context),
  );
}

async function request(
  service: Service,
  build: Build,
  options: Options,
  again: string,
  asked: Requested,
  context: CommandContext,
): Promise<Reply> {
  const silent = await cannotPost(service, context);
  if (silent) return silent;
  const { plan } = asked;
  const decision = await context.tell({ service: service.name, release: null }, asked);
  if (decision.kind === 'refused')
    return refused(decision, service, build, options, again, context);
  const name = `${service.name} ${build.version}`;
  const thread = await openThread(build, context);
  const inLine = decision.kind === 'moved' && decision.born?.phase.kind === 'queued';
  if (inLine) return privately(say.inLine(name, service.name), thread);
  return privately(say.started(name, say.options(plan.servers, plan.soakMs)), thread);
}

/**
 * Nothing is started by half a sentence: the newest ready build is shown to the caller alone, with
 * one button.
 */
async function ask(
  service: Service,
  words: readonly string[],
  context: CommandContext,
): Promise<Reply> {
  const options = readOptions(words, service, service.name, false);
  if ('reply' in options) return options.reply;
  const { ready, newest, running } = await buildsOf(service, context);
  const [build] = ready;
  if (!build) return nothingReady(service, newest, context);
  if (running.includes(build.version) && !options.dry)
    return refused(
      refuse('already-running', 'onItsWay', `${service.name} ${build.version}`),
      service,
      build,
      options,
      '',
      context,
    );
  if (options.dry) return dryRun(service, build, options, context);
  const plan = service.plan({ servers: options.servers, soakMs: options.soakMs });
  const filled = [service.name, build.version, ...words].join(' ');
  const changes = changesWords(await context.changelog(service.name, build));
  return privately(
    say.newest(
      `${service.name} ${build.version}`,
      changes,
      build.checks.passed,
      say.options(plan.servers, plan.soakMs),
    ),
    replyButton(choice.startPrerelease, 'prerelease', filled, 'primary'),
    replyButton(choice.changeOptions, 'prerelease change', filled),
    { kind: 'dismiss', label: choice.cancel },
  );
}

async function unknownBuild(
  service: Service,
  said: string,
  rest: readonly string[],
  context: CommandContext,
): Promise<Reply> {
  const { ready } = await buildsOf(service, context);
  const meant = nearVersions(
    said,
    ready.map(({ version }) => version),
  );
  const unknown = find.noBuild(service.name, said, meant);
  // A button shows the plan: it was not what they typed.
  const use = (version: string) =>
    replyButton(
      choice.use(version),
      'prerelease',
      [service.name, version, dryRunWord, ...rest].join(' '),
    );
  const newest = ready[0]?.version ?? null;
  if (meant.length > 0) return privately(unknown, ...meant.map(use));
  return privately(say.newestReady(unknown, newest), newest === null ? null : use(newest));
}
