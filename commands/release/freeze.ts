import { z } from 'zod';
import { type Desk, defineCommand, type Part, type Reply, type Service, whisper } from '../../src/slack/command.ts';
import { texts } from '../../src/texts/texts.ts';
import { findService } from '../find.ts';
import { ledBy } from '../leads.ts';
import { readMoment } from '../time-said.ts';
import { zoneOf } from '../until.ts';

const mostMs = 60 * 86_400_000;
const leastMs = 60_000;

/** Leads stop new pre-releases and releases until a time. A freeze always ends by itself, and never stops a rollback. */
export const freeze = defineCommand({
  name: 'release freeze',
  slash: '/release',
  ...texts.help['release freeze'],
  args: z.array(z.string()).readonly(),
  async run(words, desk) {
    const all = words[0]?.toLowerCase() === 'all';
    const found = all ? null : findService(words, desk, 'release freeze');
    if (found?.kind === 'reply') return found.reply;
    const services = found ? [found.it] : Object.values(desk.services);
    const rest = (found ? found.rest : words.slice(1)).filter((word, i) => i > 0 || word.toLowerCase() !== 'until');
    const name = found?.it.name ?? 'all';
    if (rest.length === 0) return form(name);
    const moment = readMoment(rest, desk.now, await zoneOf(desk));
    if (!moment) return whisper(`I do not read "${rest.slice(0, 2).join(' ').slice(0, 40)}" as a time. Try \`18:00\`, \`mon 9:00\`, \`nov 23 9:00\` or \`2h\`: \`/release freeze ${name} until mon 9:00 holiday sale\`. Nothing changed.`);
    if (moment.at - desk.now < leastMs || moment.at - desk.now > mostMs) return whisper(['That would be until ', { at: moment.at }, '. A freeze ends in a minute at the earliest and in 60 days at the latest. Nothing changed.']);
    const reason = rest.slice(moment.words).join(' ').slice(0, 300);
    if (reason === '') return whisper(`A freeze needs its reason: \`/release freeze ${name} until ${rest.slice(0, moment.words).join(' ')} holiday sale\`. Nothing changed.`);
    return freezeAll(services, moment.at, reason, desk);
  },
});

async function freezeAll(services: readonly Service[], until: number, reason: string, desk: Desk): Promise<Reply> {
  const led = await ledBy(services, services.length === 1 ? `freeze ${services[0]?.name ?? ''}` : 'freeze', desk);
  if ('reply' in led) return led.reply;
  for (const { name, roster } of led.mine) await desk.tell({ service: name, release: null, part: name }, { kind: 'frozen', at: desk.now, by: desk.caller, until, reason, roster });
  const names = led.mine.map(({ name }) => name).join(', ');
  const rest: readonly Part[] = led.others.length === 0 ? [] : [` Not frozen, because you lead no team there: ${led.others.map(({ name }) => name).join(', ')}.`];
  return whisper([`${names} ${led.mine.length === 1 ? 'is' : 'are'} frozen until `, { at: until }, `: ${reason}. What runs goes on, rollbacks always pass, and it ends by itself.`, ...rest]);
}

function form(name: string): Reply {
  return {
    kind: 'form',
    form: {
      command: 'release freeze', value: name, title: `Freeze ${name}`, submit: 'Freeze', cancel: 'Cancel',
      intro: 'No new pre-release or release starts until then. What runs goes on, and rollbacks always pass.',
      fields: [
        { kind: 'text', name: 'until', label: 'Until when', hint: '18:00, mon 9:00, nov 23 9:00 or 2h', lines: 'one', most: 30 },
        { kind: 'text', name: 'reason', label: 'Why', hint: 'Holiday sale', lines: 'one', most: 300 },
      ],
    },
  };
}
