import { hasImage } from '../../src/release/state/build.ts';
import { blockedBecause } from '../../src/release/state/line.ts';
import { about, defineCommand, given } from '../../src/command-kit/command.ts';
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
    if (line.live?.version === build.version)
      return privately(say.isAlready(`${service} ${build.version}`));
    const name = `${service} ${build.version}`;
    return given(ledBy([found], say.may, context), async ({ mine }) => {
      const reason = rest.slice(1).join(' ').slice(0, 300);
      const because = blockedBecause(line, build);
      const bar = because && becauseWords(because);
      if (bar !== null && reason === '')
        return context.place.door === 'button'
          ? whyForm(name, bar)
          : privately(say.barred(name, bar));
      if (context.place.door === 'typed' || context.place.door === 'mention') {
        return privately(
          say.asks(name, line.live?.version ?? null, bar === null ? null : reason),
          replyButton(choice.recordAsLive, 'release live', `${name} ${reason}`.trim(), 'primary'),
          { kind: 'dismiss', label: choice.cancel },
        );
      }
      const [{ roster } = { roster: { at: context.now, teams: {} } }] = mine;
      const decision = await context.tell(
        { service, release: null },
        { kind: 'adopted', at: context.now, by: context.caller, build, roster, reason },
      );
      return outcome(decision, say.recorded(name), { service });
    });
  }),
});

/** A block or a rollback stands until somebody says why it no longer should. */
function whyForm(name: string, bar: string): Reply {
  const { title, label, hint, submit, cancel, intro } = say.form;
  return {
    kind: 'form',
    form: {
      command: 'release live',
      value: name,
      title,
      intro: intro(name, bar),
      label,
      hint,
      submit,
      cancel,
    },
  };
}
