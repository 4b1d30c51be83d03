import { describe, expect, it } from 'vitest';
import { speaker } from '../../src/terminal/person.ts';
import { peopleAtTerminal } from '../../src/terminal/people.ts';
import { orderOf } from '../../src/terminal/reason.ts';
import { harmless, onScreen } from '../../src/terminal/say.ts';
import { helpFor, unknownVerb, wholeHelp } from '../../src/terminal/help.ts';
import { verbs } from '../../src/terminal/verbs.ts';
import { doneAtTerminal } from '../../src/terminal/act.ts';
import { privately, replyButton } from '../../src/command-kit/reply.ts';
import { UpstreamError } from '../../src/ports/errors.ts';
import type { People } from '../../src/ports/people.ts';
import { noon } from '../support/noon.ts';

const away = () => Promise.reject(new UpstreamError('Slack', 'asking'));
const slack = (answers: boolean): People => ({
  roster: async () => (answers ? { teams: { white: ['U0TOM'] } } : away()),
  person: async (id) => (answers ? { id, name: 'Tom', standing: 'outside' } : away()),
  byEmail: away,
  presence: async () => ({}),
});
const tom = speaker({ user: 'tom', host: 'web1' }, { tom: 'U0TOM' });
const root = speaker({ user: 'root', host: 'web1' }, { tom: 'U0TOM' });

describe('whoever is at the terminal', () => {
  it('is whom davy.yml names, or somebody of no team', () => {
    expect(tom).toEqual({ id: 'U0TOM', name: 'tom at the terminal' });
    expect(root).toEqual({ id: 'terminal:root', name: 'root at the terminal' });
    expect(speaker({ user: 'constructor', host: '' }, {}).id).toBe('terminal:constructor');
  });

  it('is who Slack says where it answers, and is believed where it does not', async () => {
    expect((await peopleAtTerminal(slack(true), tom).person('U0TOM')).standing).toBe('outside');
    expect((await peopleAtTerminal(slack(false), tom).person('U0TOM')).standing).toBe('member');
    expect((await peopleAtTerminal(slack(true), root).person(root.id)).standing).toBe('member');
    await expect(peopleAtTerminal(slack(false), tom).person('U0ANA')).rejects.toThrow('Slack');
  });

  it('speaks for a team that davy.yml names them in; no group is guessed', async () => {
    const people = peopleAtTerminal(slack(false), tom);
    expect(await people.roster({ white: ['U0TOM', 'S0WHITE'], accounts: ['S0ACC'] })).toEqual({
      teams: { white: ['U0TOM'], accounts: [] },
    });
    await expect(people.roster({ white: ['S0WHITE'] })).rejects.toThrow('Slack');
    await expect(peopleAtTerminal(slack(false), root).roster({ white: ['U0TOM'] })).rejects.toThrow(
      'Slack',
    );
    expect(await peopleAtTerminal(slack(true), tom).roster({ white: ['U0TOM'] })).toEqual({
      teams: { white: ['U0TOM'] },
    });
  });
});

describe('what is typed there', () => {
  it('is taken apart into what it is about, and why', () => {
    const order = (verb: Parameters<typeof orderOf>[0], text: string) =>
      orderOf(verb, text.split(' '));
    expect(order('approve', 'board 1.42.0 looks good')).toEqual({
      about: ['board', '1.42.0'],
      reason: 'looks good',
    });
    expect(order('approve', 'rel_1 --reason looks good')).toEqual({
      about: ['rel_1'],
      reason: 'looks good',
    });
    expect(order('hold', 'board 15m --reason=slow')).toEqual({
      about: ['board', '15m'],
      reason: 'slow',
    });
    expect(order('hold', 'board')).toEqual({ about: ['board'], reason: '' });
    expect(order('rollback', 'board v1.41 carts').about).toEqual(['board', 'v1.41']);
    expect(order('rollback', 'board 15m ago it broke').reason).toBe('15m ago it broke');
  });

  it('does nothing but what a terminal may do', () => {
    const terminal = { user: 'tom', host: 'web1', reason: '' };
    expect(() => doneAtTerminal({ kind: 'resumed', at: 1, by: tom }, terminal)).toThrow('resumed');
    expect(
      doneAtTerminal({ kind: 'rollback-asked', at: 1, by: tom, reason: '' }, terminal),
    ).toEqual({ kind: 'rollback-asked', at: 1, by: tom, reason: '', terminal });
  });
});

describe('what is answered there', () => {
  it('says the words of the terminal, and leaves Slack what only Slack knows', () => {
    const reply = privately(
      'Look: `/release why board`. Say `/release live board 1.2`.',
      replyButton('Show Why', 'release why', 'rel_A.3 now'),
      replyButton('Share', 'release share', 'x'),
      { kind: 'dismiss', label: 'Cancel' },
      { kind: 'link', label: 'Open', url: 'https://x.example' },
    );
    expect(onScreen(reply)).toBe(
      'Look: davy why board. Say /release live board 1.2.\n' +
        '  Show Why: davy why rel_A now\n  Open: https://x.example\n',
    );
  });

  it('shows rows below the answer, with the day of each', () => {
    const parts = [' live · ', { at: noon }, ' · Ana\u001B[2J'];
    const rows = [{ name: '1.42.0', url: null, parts }];
    expect(onScreen({ kind: 'whisper', parts: ['T'], choices: [], rows })).toBe(
      'T\n  1.42.0 live · Nov 20 at 12:00 UTC · Ana[2J\n',
    );
  });

  it('obeys nothing that others wrote', () => {
    expect(harmless('a\u001B[2Jb\u0007\u202Ec\r\nd')).toBe('a[2Jbc\nd');
  });

  it('tells every word and what it does, on a narrow screen too', () => {
    const help = wholeHelp(['/release']);
    for (const verb of verbs) expect(help).toContain(`davy ${verb}`);
    expect(help.split('\n').filter((line) => line.length > 100)).toEqual([]);
    expect(helpFor('approve')).toContain('--reason');
    expect(helpFor('status')).not.toContain('--reason');
    expect(unknownVerb('statsu')).toContain('davy status?');
  });
});
