import { z } from 'zod';
import type { StrayGroup } from '../../release/state/strays.ts';
import { rosterIds, type Service } from '../../service/service.ts';
import { texts } from '../../texts/texts.ts';
import { about, given } from '../command.ts';
import type { CommandContext } from '../context.ts';
import { refusedBefore } from '../facts/before-form.ts';
import { noServers, onlyMembers, outcome, rosterOfIds } from '../facts/facts.ts';
import { findService } from '../find/find.ts';
import { privately, type Reply } from '../reply.ts';

const { strays: say } = texts.replies;

const Numbers = z.tuple([z.coerce.number().int(), z.coerce.number().int()]);

type Act = keyof typeof say.form;

/**
 * What somebody says of servers that no open release stands for, by the buttons on their card: why
 * is asked first, and whether it is still so is looked at right before it counts.
 */
export function answerStrays(act: Act) {
  return about(findService, async (service, context, [no, rev, ...words]) => {
    const numbers = Numbers.safeParse([no, rev]).data;
    if (!numbers) return privately(say.which);
    const outside = await onlyMembers(context);
    if (outside) return outside;
    const { strays } = await context.ledger.line(service.name);
    const group = strays.find((one) => one.no === numbers[0]);
    if (!group) return privately(say.which);
    return answer(act, { service, group, rev: numbers[1] }, words.join(' '), context);
  });
}

type Question = { readonly service: Service; readonly group: StrayGroup; readonly rev: number };

async function answer(
  act: Act,
  { service, group, rev }: Question,
  said: string,
  context: CommandContext,
): Promise<Reply> {
  const { name, plan } = service;
  const { now: at, caller: by } = context;
  const reason = said.trim().slice(0, 300);
  const { retireGraceMs: graceMs } = plan();
  return given(rosterOfIds(rosterIds(service), context), async (roster) => {
    const event = (looked: StrayGroup['servers']) => {
      const its = { at, by, roster, no: group.no, rev, reason };
      return act === 'adopt'
        ? ({ kind: 'strays-adopted', ...its } as const)
        : ({ kind: 'strays-ordered', ...its, act, afterMs: null, graceMs, looked } as const);
    };
    if (reason === '') {
      const asked = event(group.servers);
      const no = await refusedBefore({ service: name, release: null }, asked, context);
      if (no) return outcome(no, '', { service: name });
      return context.place.door === 'button'
        ? askWhy(act, service, group, rev)
        : privately(say.noReason);
    }
    const looked = act === 'adopt' ? [] : await context.factsBefore.strays(name);
    if (looked === null) return noServers(name, context);
    const decision = await context.tell({ service: name, release: null }, event(looked));
    const build = `${name} ${group.version}`;
    const done =
      act === 'terminate'
        ? say.ordered.terminate(build, graceMs)
        : act === 'unprotect'
          ? say.ordered.unprotect(build)
          : say.adopted(build);
    return outcome(decision, done, { service: name });
  });
}

function askWhy(act: Act, { name }: Service, group: StrayGroup, rev: number): Reply {
  const { title, label, hint, submit, cancel, intro } = say.form[act];
  const ids = group.servers.map(({ id }) => id);
  return {
    kind: 'form',
    form: {
      command: `release ${act}`,
      value: `${name} ${group.no} ${rev}`,
      title,
      intro: intro(`${name} ${group.version}`, ids),
      label,
      hint,
      submit,
      cancel,
    },
  };
}
