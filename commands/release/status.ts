import { eachOnce } from '../../src/release/seen/stands.ts';
import { about, defineCommand } from '../../src/command-kit/command.ts';
import type { CommandContext } from '../../src/command-kit/context.ts';
import type { TextPart } from '../../src/texts/part.ts';
import { privately } from '../../src/command-kit/reply.ts';
import { texts } from '../../src/texts/texts.ts';
import { findNamedOrAll, findRelease, isAboutRelease } from '../../src/command-kit/find/find.ts';
import { openThreadOf, whereItStands } from '../../src/command-kit/say/say.ts';
import { shareButton } from './share.ts';
import { becauseWords } from '../../src/texts/because-words.ts';

const {
  see: { status: say },
  where,
} = texts.replies;

/** What runs now, and what each line's state is. */
export const statusCommand = defineCommand('release status', {
  inThread: true,
  run: (words, context, command) =>
    (isAboutRelease(words, context) ? ofRelease : ofServices)(words, context, command),
});

const ofServices = about(findNamedOrAll, async (named, context) => {
  const services = named ? [named.name] : Object.keys(context.services);
  const lines = await Promise.all(services.map((service) => ofLine(service, context)));
  return privately(
    lines.flatMap(({ parts }, i) => (i === 0 ? parts : ['\n', ...parts])),
    ...lines.flatMap(({ threads }) => threads).slice(0, 3),
    shareButton(['status', ...(named ? [named.name] : [])].join(' ')),
  );
});

const ofRelease = about(findRelease, async ({ release }, context) => {
  const approvals =
    release.approvals.length === 0
      ? ''
      : ` ${where.approvedBy(release.approvals.map(({ by }) => by.name))}`;
  const line = await context.ledger.line(release.service);
  const by = where.startedBy(release.by?.name ?? texts.replies.choice.davy);
  return privately(
    [...whereItStands(release, line, context.now), `${approvals} ${by} ${where.id(release.id)}`],
    await openThreadOf(release, context),
    shareButton(`status ${release.id}`),
  );
});

async function ofLine(service: string, context: CommandContext) {
  const line = await context.ledger.line(service);
  const open = eachOnce(line, await context.ledger.open(service));
  const live = line.live ? say.live(service, line.live.version) : say.unknownLive(service);
  const lock: readonly TextPart[] = line.lock
    ? [` ${say.locked(service, context.now - line.lock.since, becauseWords(line.lock.reason))}`]
    : [];
  const frozen: readonly TextPart[] =
    line.freeze && line.freeze.until > context.now
      ? [' ', ...say.frozen(line.freeze.until, line.freeze.by.name, line.freeze.reason)]
      : [];
  const running = open.flatMap((release): readonly TextPart[] => [
    '\n• ',
    ...whereItStands(release, line, context.now),
    ` (${release.id})`,
  ]);
  const threads = await Promise.all(
    open.slice(0, 3).map((release) => openThreadOf(release, context)),
  );
  return {
    parts: [live, ...lock, ...frozen, ...(open.length === 0 ? [` ${say.nothing}`] : running)],
    threads,
  };
}
