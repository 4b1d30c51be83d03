import { z } from 'zod';
import { barOf } from '../../src/release/state/line.ts';
import { nameOf } from '../../src/release/state/outcome.ts';
import { isOpen, type Release } from '../../src/release/state/release.ts';
import type { Desk } from '../../src/command-kit/context.ts';
import { defineCommand } from '../../src/command-kit/command.ts';
import { type Reply, whisper } from '../../src/command-kit/reply.ts';
import { texts } from '../../src/texts/texts.ts';
import {
  capacityOf,
  imageFound,
  onlyMembers,
  outcome,
  rosterOf,
} from '../../src/command-kit/facts/facts.ts';
import { findRelease, findService } from '../../src/command-kit/find/find.ts';
import { openThread } from '../../src/command-kit/say/say.ts';

const { find, run: say } = texts.replies;

/** Starts the release of the newest approved pre-release by hand, without waiting for its slot. */
export const start = defineCommand({
  name: 'release start',
  slash: '/release',
  ...texts.help['release start'],
  inThread: 'start',
  args: z.array(z.string()).readonly(),
  async run(words, desk) {
    const outside = await onlyMembers(desk);
    if (outside) return outside;
    if (desk.place.release !== null || words[0]?.startsWith('rel_') === true) {
      const found = await findRelease(words, desk, 'release start');
      return found.kind === 'reply' ? found.reply : carryOut(found.it.release, desk);
    }
    const service = findService(words, desk, 'release start');
    if (service.kind === 'reply') return service.reply;
    const open = (await desk.ledger.open(service.it.name)).filter(
      (release) => isOpen(release) && release.kind === 'prerelease',
    );
    const newest = open.findLast((release) => release.phase.kind === 'approved') ?? open.at(-1);
    return newest
      ? carryOut(newest, desk)
      : whisper(say.noPrerelease(service.it.name, await barOfLast(service.it.name, desk)));
  },
});

/**
 * Whoever asks for a release most likely means the build that was tried last: where that one may
 * not go out, they hear why.
 */
async function barOfLast(
  service: string,
  desk: Desk,
): Promise<{ readonly version: string; readonly because: string } | null> {
  const [line, [last]] = await Promise.all([
    desk.ledger.line(service),
    desk.ledger.history(service, 1),
  ]);
  const bar = last ? barOf(line, last.build) : null;
  return last && bar !== null ? { version: last.build.version, because: bar } : null;
}

async function carryOut(prerelease: Release, desk: Desk): Promise<Reply> {
  const service = desk.services[prerelease.service];
  if (!service) return whisper(find.goneService(prerelease.service));
  const { live } = await desk.ledger.line(service.name);
  const roster = await rosterOf(service, desk);
  if (roster.kind === 'reply') return roster.reply;
  const image = await imageFound(service.name, prerelease.build.image, desk);
  if (image.kind === 'reply') return image.reply;
  const target = live
    ? await imageFound(service.name, live.image, desk)
    : ({ kind: 'known', value: false } as const);
  if (target.kind === 'reply') return target.reply;
  const capacity = await capacityOf(service.name, desk);
  if (capacity.kind === 'reply') return capacity.reply;
  const { contains } = await desk.lineage(service.name, prerelease.build);
  const carries = (await desk.ledger.open(service.name))
    .filter(
      (other) =>
        other.kind === 'prerelease' &&
        other.id !== prerelease.id &&
        contains.includes(other.build.version),
    )
    .map(({ id }) => id);
  const decision = await desk.tell(
    { service: service.name, release: prerelease.id },
    {
      kind: 'release-started',
      at: desk.now,
      by: desk.caller,
      id: desk.newId(),
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
    { service: service.name, choices: [await openThread(prerelease.build, desk)] },
  );
}
