import { type Build, hasImage } from '../../src/release/state/build.ts';
import type { Decision } from '../../src/release/state/decision.ts';
import type { Roster } from '../../src/release/state/people.ts';
import { saidLiveLastsMs } from '../../src/release/line/adopt.ts';
import { blockedBecause, type Line } from '../../src/release/state/line.ts';
import { about, defineCommand, given } from '../../src/command-kit/command.ts';
import type { CommandContext } from '../../src/command-kit/context.ts';
import { replyButton, type Reply, privately } from '../../src/command-kit/reply.ts';
import { unquoted } from '../../src/command-kit/words.ts';
import { texts } from '../../src/texts/texts.ts';
import { outcome } from '../../src/command-kit/facts/facts.ts';
import { noImageYet } from '../../src/command-kit/facts/no-image.ts';
import { findService } from '../../src/command-kit/find/find.ts';
import { ledBy } from '../../src/command-kit/facts/leads.ts';
import { becauseWords } from '../../src/texts/because-words.ts';

const {
  choice,
  find,
  see: { live: say },
} = texts.replies;

/**
 * Tells Davy once what is live, so that there is a way back. Asks once, because a wrong answer
 * makes a wrong rollback.
 */
export const liveCommand = defineCommand('release live', {
  run: about(findService, async (found, context, rest) => {
    const service = found.name;
    const line = await context.ledger.line(service);
    const said = rest[0];
    if (said === undefined)
      return privately(
        line.live ? say.is(`${service} ${line.live.version}`) : say.unknown(service),
      );
    const build = await context.ledger.build(service, unquoted(said));
    if (!build) return privately(say.noBuild(find.noBuild(service, said)));
    if (!hasImage(build)) return noImageYet(found, build, context);
    const { version } = build;
    if (line.live?.version === version && line.unproven !== version)
      return privately(say.isAlready(`${service} ${version}`));
    return given(ledBy([found], say.may, context), async ({ mine }) => {
      const reason = rest.slice(1).join(' ').slice(0, 300);
      const serving = await context.factsBefore.serving(service);
      const asked = { line, build, reason, serving };
      const [{ roster } = { roster: { at: context.now, teams: {} } }] = mine;
      return before(asked, context) ?? record(asked, roster, context);
    });
  }),
});

type Asked = {
  readonly line: Line;
  readonly build: Build;
  readonly reason: string;
  readonly serving: readonly string[] | null;
};

/** What is asked before anything is recorded: a reason where one is needed, and once more. */
function before(asked: Asked, { place }: CommandContext): Reply | null {
  const { line, build, reason, serving } = asked;
  const { service, version, checks } = build;
  const name = `${service} ${version}`;
  const because = blockedBecause(line, build);
  const bar = because && becauseWords(because);
  const serves = serving?.includes(version) === true;
  const isPressed = place.door === 'button';
  if (!serves && reason === '') {
    const why = say.needsWhy(name, checks, serving);
    return isPressed ? formFor(name, { ...say.formOfTwo, intro: why }) : privately(why);
  }
  if (bar !== null && reason === '')
    return isPressed
      ? formFor(name, { ...say.form, intro: say.form.intro(name, bar) })
      : privately(say.barred(name, bar));
  if (place.door !== 'typed' && place.door !== 'mention') return null;
  const live = line.live?.version ?? null;
  return privately(
    serves
      ? say.asks(name, checks, live, bar === null ? null : reason)
      : say.asksTwo(name, checks, serving, reason),
    replyButton(choice.recordAsLive, 'release live', `${name} ${reason}`.trim(), 'primary'),
    { kind: 'dismiss', label: choice.cancel },
  );
}

async function record(
  { build, reason, serving }: Asked,
  roster: Roster,
  context: CommandContext,
): Promise<Reply> {
  const { service } = build;
  const decision = await context.tell(
    { service, release: null },
    { kind: 'adopted', at: context.now, by: context.caller, build, roster, reason, serving },
  );
  return isOneWord(decision)
    ? tellOthers(build, reason, context)
    : outcome(decision, recordedWords(decision, build), { service });
}

function isOneWord(decision: Decision): boolean {
  return decision.kind === 'moved' && decision.line.saidLive !== null;
}

/** Everybody in the channel sees that another word is missing, and for what. */
function tellOthers(
  { service, version, checks }: Build,
  reason: string,
  { caller }: CommandContext,
): Reply {
  const name = `${service} ${version}`;
  const words = say.saidByOne(caller.name, name, checks, reason, saidLiveLastsMs);
  return {
    kind: 'whisper',
    parts: [words],
    choices: [],
    seenBy: 'everyone',
  };
}

function recordedWords(decision: Decision, { service, version }: Build): string {
  const name = `${service} ${version}`;
  return decision.kind === 'moved' && decision.line.unproven === version
    ? say.recordedUnproven(name)
    : say.recorded(name);
}

/** A block, a rollback, or that nothing serves it: each stands until somebody says why not. */
function formFor(name: string, words: typeof say.formOfTwo & { readonly intro: string }): Reply {
  const { title, intro, label, hint, submit, cancel } = words;
  return {
    kind: 'form',
    form: { command: 'release live', value: name, title, intro, label, hint, submit, cancel },
  };
}
