import { signOff } from '../../release/approval/sign-off.ts';
import { askRefusal } from '../../release/approval/ask-approvers.ts';
import type { Decision } from '../../release/state/decision.ts';
import type { Roster } from '../../release/state/people.ts';
import type { Release } from '../../release/state/release.ts';
import { replyButton, type Choice } from '../reply.ts';
import type { CommandContext } from '../context.ts';
import { reasonWords } from '../../texts/reason-words.ts';
import { texts } from '../../texts/texts.ts';
import { writeRef } from '../../release/state/release-ref.ts';

const { approve: say } = texts.replies;

/** So many names are read at a glance. */
const namedMost = 5;

/** Names of people, as far as the directory tells them. */
export async function namesOf(
  ids: readonly string[],
  context: Pick<CommandContext, 'people'>,
): Promise<readonly string[]> {
  const names = await Promise.all(
    ids.slice(0, namedMost).map((id) =>
      context.people.person(id).then(
        ({ name }) => name,
        () => id,
      ),
    ),
  );
  const more = ids.length > names.length ? [say.more(ids.length - names.length)] : [];
  return [...names, ...more];
}

/** Who is at their desk, said in a sentence; nothing where nobody says who is. */
export async function onlineNow(
  ids: readonly string[],
  context: Pick<CommandContext, 'people'>,
): Promise<string | null> {
  const presence = await context.people.presence(ids);
  const here = ids.filter((id) => presence[id] === 'active');
  return here.length === 0 ? null : texts.ask.online(await namesOf(here, context));
}

/**
 * After a press that did not count: who can answer for the teams that are still open. The caller,
 * the one who started it and whoever said yes already are left out.
 */
export async function whoElse(
  decision: Decision,
  release: Release,
  roster: Roster,
  context: CommandContext,
): Promise<Decision> {
  if (!isNoWordOfTheirs(decision)) return decision;
  const words = signOff(release, context.now, roster);
  const open = words.filter(({ by, of }) => by.length < of);
  if (open.length === 0) return decision;
  const said = new Set([
    context.caller.id,
    release.by?.id,
    ...release.approvals.map(({ by }) => by.id),
  ]);
  const ids = [...new Set(open.flatMap(({ team }) => roster.teams[team] ?? []))].filter(
    (id) => !said.has(id),
  );
  const who =
    ids.length === 0
      ? say.nobodyElse(open.map(({ team }) => team))
      : ((await onlineNow(ids, context)) ?? texts.ask.can(await namesOf(ids, context)));
  return {
    ...decision,
    because: { says: 'worded', values: [say.refused(reasonWords(decision.because), who)] },
  };
}

/** The button that calls them, under the same answer; none where they were called just now. */
export async function askThem(
  decision: Decision,
  release: Release,
  context: CommandContext,
): Promise<Choice | null> {
  if (!isNoWordOfTheirs(decision)) return null;
  const now = (await context.ledger.release(release.id)) ?? release;
  return askRefusal(await context.ledger.line(release.service), now, context.now)
    ? null
    : replyButton(texts.ask.them, 'release ask', writeRef({ id: release.id, rev: now.rev }));
}

function isNoWordOfTheirs(decision: Decision): decision is Extract<Decision, { kind: 'refused' }> {
  return (
    decision.kind === 'refused' &&
    ['not-entitled', 'own-release', 'already-approved'].includes(decision.code)
  );
}
