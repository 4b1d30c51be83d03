import { about, defineCommand, given } from '../../src/command-kit/command.ts';
import type { CommandContext } from '../../src/command-kit/context.ts';
import type { TextPart } from '../../src/texts/part.ts';
import { type Reply, privately } from '../../src/command-kit/reply.ts';
import { reasonWords } from '../../src/texts/reason-words.ts';
import { texts } from '../../src/texts/texts.ts';
import { findServiceOrAll } from '../../src/command-kit/find/find.ts';
import { ledBy, type Leading } from '../../src/command-kit/facts/leads.ts';
import type { Leads } from '../../src/texts/leads.ts';
import { readMoment } from '../../src/command-kit/time/moment.ts';
import { reachedBy } from '../../src/service/service.ts';
import { isNoUntil, zoneOf } from '../../src/command-kit/time/until.ts';

const { freeze: say } = texts.replies;

const mostMs = 60 * 86_400_000;
const leastMs = 60_000;

/**
 * Leads stop new pre-releases and releases until a time. A freeze always ends by itself, and never
 * stops a rollback. What is said of a product is said of all its lines.
 */
export const freezeCommand = defineCommand('release freeze', {
  check([, ...words], _, now) {
    const moment = readMoment(words, now, 'UTC');
    const wrong = {
      ...(isNoUntil(words, now, { least: leastMs, most: mostMs }) ? { until: say.form.wrong } : {}),
      ...(words.length <= (moment?.words ?? 1) ? { reason: say.form.noReason } : {}),
    };
    return Object.keys(wrong).length > 0 ? wrong : null;
  },
  run: about(findServiceOrAll, async (named, context, words) => {
    const rest = words.filter((word, i) => i > 0 || word.toLowerCase() !== 'until');
    const name = named?.name ?? 'all';
    const services = reachedBy(named, context.services);
    const may = (teams: readonly string[], who: Leads) =>
      say.mayFreeze(named?.name ?? null, teams, who);
    if (rest.length === 0) return given(ledBy(services, may, context, 'freeze'), () => form(name));
    const moment = readMoment(rest, context.now, await zoneOf(context));
    if (!moment) return privately(say.noTime(rest.slice(0, 2).join(' ').slice(0, 40), name));
    if (moment.at - context.now < leastMs || moment.at - context.now > mostMs)
      return privately(say.tooFar(moment.at));
    const reason = rest.slice(moment.words).join(' ').slice(0, 300);
    if (reason === '')
      return privately(say.needsReason(name, rest.slice(0, moment.words).join(' ')));
    return given(ledBy(services, may, context, 'freeze'), (led) =>
      freezeAll(led, moment.at, reason, context),
    );
  }),
});

async function freezeAll(
  led: Leading,
  until: number,
  reason: string,
  context: CommandContext,
): Promise<Reply> {
  const done: string[] = [];
  const refused: string[] = [];
  for (const { name, roster } of led.mine) {
    const decision = await context.tell(
      { service: name, release: null, part: name },
      { kind: 'frozen', at: context.now, by: context.caller, until, reason, roster },
    );
    if (decision.kind === 'refused') refused.push(reasonWords(decision.because));
    else done.push(name);
  }
  const rest: readonly TextPart[] = [
    ...refused.map(say.refused),
    ...(led.others.length === 0 ? [] : [say.others(led.others)]),
  ].map((sentence) => ` ${sentence}`);
  return privately([...(done.length === 0 ? [] : say.done(done, until, reason)), ...rest]);
}

function form(name: string): Reply {
  return {
    kind: 'form',
    form: {
      command: 'release freeze',
      value: name,
      title: say.form.title(name),
      submit: say.form.submit,
      cancel: say.form.cancel,
      intro: say.form.intro,
      fields: [
        {
          kind: 'text',
          name: 'until',
          label: say.form.until,
          hint: say.form.untilHint,
          lines: 'one',
          most: 30,
        },
        {
          kind: 'text',
          name: 'reason',
          label: say.form.reason,
          hint: say.form.reasonHint,
          lines: 'one',
          most: 300,
        },
      ],
    },
  };
}
