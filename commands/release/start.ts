import { blockedBecause } from '../../src/release/state/line.ts';
import { nameOf } from '../../src/release/state/outcome.ts';
import { isOpen, type Release } from '../../src/release/state/release.ts';
import { about, defineCommand } from '../../src/command-kit/command.ts';
import type { CommandContext } from '../../src/command-kit/context.ts';
import { type Reply, privately } from '../../src/command-kit/reply.ts';
import { texts } from '../../src/texts/texts.ts';
import {
  capacityOf,
  imageFound,
  onlyMembers,
  outcome,
  rosterOf,
} from '../../src/command-kit/facts/facts.ts';
import { findRelease, findService, isAboutRelease } from '../../src/command-kit/find/find.ts';
import { openThread } from '../../src/command-kit/say/say.ts';

const { find, run: say } = texts.replies;

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
  return last && bar !== null ? { version: last.build.version, because: bar } : null;
}

async function carryOut(prerelease: Release, context: CommandContext): Promise<Reply> {
  const service = context.services[prerelease.service];
  if (!service) return privately(find.goneService(prerelease.service));
  const { live } = await context.ledger.line(service.name);
  const roster = await rosterOf(service, context);
  if (roster.kind === 'reply') return roster.reply;
  const image = await imageFound(service.name, prerelease.build.image, context);
  if (image.kind === 'reply') return image.reply;
  const target = live
    ? await imageFound(service.name, live.image, context)
    : ({ kind: 'known', value: false } as const);
  if (target.kind === 'reply') return target.reply;
  const capacity = await capacityOf(service.name, context);
  if (capacity.kind === 'reply') return capacity.reply;
  const { contains } = await context.lineage(service.name, prerelease.build);
  const carries = (await context.ledger.open(service.name))
    .filter(
      (other) =>
        other.kind === 'prerelease' &&
        other.id !== prerelease.id &&
        contains.includes(other.build.version),
    )
    .map(({ id }) => id);
  const decision = await context.tell(
    { service: service.name, release: prerelease.id },
    {
      kind: 'release-started',
      at: context.now,
      by: context.caller,
      id: context.newId(),
      roster: roster.value,
      imageFound: image.value,
      targetFound: target.value,
      capacity: capacity.value,
      carries,
    },
  );
  const carried = decision.kind === 'moved' && decision.born ? decision.born.carries.length : 0;
  return outcome(
    decision,
    say.started(nameOf(prerelease), prerelease.plan.batches.length, Math.max(0, carried - 1)),
    { service: service.name, choices: [await openThread(prerelease.build, context)] },
  );
}
