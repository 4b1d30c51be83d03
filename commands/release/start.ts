import { blockedBecause } from '../../src/release/state/line.ts';
import type { Decision } from '../../src/release/state/decision.ts';
import { nameOf } from '../../src/release/state/outcome.ts';
import { whatChanged } from '../../src/release/start/plan-changed.ts';
import { isOpen, type Release } from '../../src/release/state/release.ts';
import { about, defineCommand } from '../../src/command-kit/command.ts';
import type { CommandContext } from '../../src/command-kit/context.ts';
import { type Reply, privately } from '../../src/command-kit/reply.ts';
import { texts } from '../../src/texts/texts.ts';
import { notReady, noServers, onlyMembers, outcome } from '../../src/command-kit/facts/facts.ts';
import { findRelease, findService, isAboutRelease } from '../../src/command-kit/find/find.ts';
import { openThread } from '../../src/command-kit/say/say.ts';
import { becauseWords } from '../../src/texts/because-words.ts';
import { foundIn } from '../../src/service/service.ts';

const { facts, find, run: say } = texts.replies;

/** Starts the release of the newest approved pre-release by hand, without waiting for its slot. */
export const startCommand = defineCommand('release start', {
  inThread: true,
  async run(words, context, command) {
    const outside = await onlyMembers(context);
    if (outside) return outside;
    return (isAboutRelease(words, context) ? named : newestOf)(words, context, command);
  },
});

const named = about(findRelease, ({ release }, context) => carryOut(release, context));

const newestOf = about(findService, async ({ name }, context) => {
  const open = (await context.ledger.open(name)).filter(
    (release) => isOpen(release) && release.kind === 'prerelease',
  );
  const newest = open.findLast((release) => release.phase.kind === 'approved') ?? open.at(-1);
  return newest
    ? carryOut(newest, context)
    : privately(say.noPrerelease(name, await barOfLast(name, context)));
});

/**
 * Whoever asks for a release most likely means the build that was tried last: where that one may
 * not go out, they hear why.
 */
async function barOfLast(
  service: string,
  context: CommandContext,
): Promise<{ readonly version: string; readonly because: string } | null> {
  const [line, [last]] = await Promise.all([
    context.ledger.line(service),
    context.ledger.history(service, 1),
  ]);
  const bar = last ? blockedBecause(line, last.build) : null;
  return last && bar !== null ? { version: last.build.version, because: becauseWords(bar) } : null;
}

async function carryOut(prerelease: Release, context: CommandContext): Promise<Reply> {
  const service = foundIn(context.services, prerelease.service);
  if (!service) return privately(find.goneService(prerelease.service));
  const known = await context.factsBefore.start(prerelease);
  const { image, imageFound, targetFound, capacity, roster, plan, carries } = known;
  if (roster === null) return privately(facts.noRoster);
  if (imageFound === null || targetFound === null || capacity === null)
    return noServers(service.name, context);
  const unready = notReady(prerelease.build, image);
  if (unready) return unready;
  const decision = await context.tell(
    { service: service.name, release: prerelease.id },
    {
      kind: 'release-started',
      at: context.now,
      by: context.caller,
      id: context.newId(),
      roster,
      imageFound,
      targetFound,
      capacity,
      plan,
      carries,
    },
  );
  const changed = whyAskedAgain(decision, prerelease);
  if (changed) return privately(say.planChanged(nameOf(prerelease), becauseWords(changed)));
  const carried = decision.kind === 'moved' && decision.born ? decision.born.carries.length : 0;
  return outcome(
    decision,
    say.started(nameOf(prerelease), prerelease.plan.batches.length, Math.max(0, carried - 1)),
    { service: service.name, choices: [await openThread(prerelease.build, context)] },
  );
}

/** It was approved under another davy.yml than this: nothing starts, and people are asked again. */
function whyAskedAgain(decision: Decision, { plan }: Release) {
  const next = decision.kind === 'moved' && decision.born === null ? decision.release : null;
  return next && next.plan.hash !== plan.hash ? whatChanged(plan, next.plan) : null;
}
