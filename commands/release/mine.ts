import { eachOnce } from '../../src/release/seen/stands.ts';
import type { Line } from '../../src/release/state/line.ts';
import { nameOf } from '../../src/release/state/outcome.ts';
import { teamsOf } from '../../src/release/state/people.ts';
import type { Release } from '../../src/release/state/release.ts';
import { replyButton, type Choice, privately } from '../../src/command-kit/reply.ts';
import { defineCommand } from '../../src/command-kit/command.ts';
import type { CommandContext } from '../../src/command-kit/context.ts';
import { oncallIds, type Service } from '../../src/service/service.ts';
import type { TextPart } from '../../src/texts/part.ts';
import { texts } from '../../src/texts/texts.ts';
import { rosterOf } from '../../src/command-kit/facts/facts.ts';
import { openThreadOf, whereItStands } from '../../src/command-kit/say/say.ts';

const {
  choice,
  see: { mine: say },
} = texts.replies;

/** `/release` alone: first what waits for the one who asks, then what runs. */
export const mineCommand = defineCommand('release mine', {
  async run(_, context) {
    const each = await Promise.all(
      Object.values(context.services).map((service) => ofService(service, context)),
    );
    const waiting = each.flatMap(({ waits }) => waits);
    const running = each
      .flatMap(({ line, open }) => open.map((release) => ({ line, release })))
      .filter(({ release }) => !waiting.some((wait) => wait.release.id === release.id));
    const unsure = each.some(({ known }) => !known) ? ` ${say.unsure}` : '';
    const parts: readonly TextPart[] = [
      waiting.length === 0 ? `${say.nothingWaits}${unsure}` : say.waits(waiting.length),
      ...waiting.flatMap(({ line, release, what }): readonly TextPart[] => [
        '\n• ',
        ...whereItStands(release, line, context.now),
        ` ${what}`,
      ]),
      ...(running.length === 0
        ? []
        : [
            `\n${say.running}`,
            ...running.flatMap(({ line, release }): readonly TextPart[] => [
              '\n• ',
              ...whereItStands(release, line, context.now),
            ]),
          ]),
      ...(waiting.length + running.length === 0 ? [` ${say.nothingRuns}`] : []),
    ];
    const threads = await Promise.all(
      waiting.slice(0, 3).map(({ release }) => named(release, context)),
    );
    return privately(parts, ...threads, replyButton(choice.showAll, 'release status', 'all'));
  },
});

type Wait = { readonly line: Line; readonly release: Release; readonly what: string };

async function ofService(
  service: Service,
  context: CommandContext,
): Promise<{
  readonly line: Line;
  readonly open: readonly Release[];
  readonly waits: readonly Wait[];
  readonly known: boolean;
}> {
  const [line, all, roster] = await Promise.all([
    context.ledger.line(service.name),
    context.ledger.open(service.name),
    rosterOf(service, context, oncallIds(service)),
  ]);
  const open = eachOnce(line, all);
  const teams = roster.kind === 'known' ? teamsOf(context.caller, roster.value, context.now) : [];
  const waits = open.flatMap((release) => {
    const what = waitsFor(release, teams, context);
    return what === null ? [] : [{ line, release, what }];
  });
  return { line, open, waits, known: roster.kind === 'known' };
}

/** What this person, and not just anybody, can do about a release now. */
function waitsFor(
  release: Release,
  teams: readonly string[],
  { caller }: CommandContext,
): string | null {
  if (release.countdown && teams.length > 0) return say.pending;
  if (release.phase.kind === 'stuck' && release.by?.id === caller.id) return say.started;
  if (release.phase.kind !== 'waiting' || release.by?.id === caller.id) return null;
  const asked = release.plan.signOff.filter(
    ({ team }) =>
      teams.includes(team) &&
      !release.approvals.some((given) => given.by.id === caller.id && given.team === team),
  );
  return asked.length === 0 ? null : say.word(asked.map(({ team }) => team));
}

async function named(release: Release, context: CommandContext): Promise<Choice | null> {
  const link = await openThreadOf(release, context);
  return link && { ...link, label: choice.open(nameOf(release)) };
}
