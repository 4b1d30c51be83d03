import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { readInbound } from '../../src/slack/door/inbound.ts';
import { readBody } from '../../src/slack/door/read-body.ts';
import { senderOf } from '../../src/slack/door/sender.ts';
import { answerContent } from '../../src/views/answer/answer.ts';
import { frontDesk } from '../support/front-desk.ts';

const slashes = fc.constantFrom('/prerelease', '/release', '/rollback');
const known = fc.constantFrom(
  'board',
  'web',
  'status',
  'stop',
  'start',
  'approve',
  'decline',
  'hold',
  'resume',
  'why',
  'unlock',
  'live',
  'help',
  '1.42.0',
  '1.41.1',
  'rel_1',
  'rel_1.3',
  'rel_1.2',
  '15m',
  'servers=2',
  'soak=1h',
  'latest',
  '__proto__',
  'constructor',
);
const text = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: known },
      fc.string({ maxLength: 12 }),
      fc.string({ unit: 'binary', maxLength: 6 }),
    ),
    { maxLength: 6 },
  )
  .map((words) => words.join(' '));
const phase = fc.constantFrom('soaking', 'waiting', 'approved', 'launching');
const person = fc.constantFrom('U0PRIYA', 'U0ANA', 'U0GUEST', 'U0STRANGER');

describe('whatever people type', () => {
  it('gets an answer that Slack can show', async () => {
    await fc.assert(
      fc.asyncProperty(slashes, text, phase, person, async (slash, words, kind, who) => {
        const bot = frontDesk();
        bot.given({ kind, since: 0 });
        const answer = await bot.type(`${slash} ${words}`, who);
        expect(answer.form === null ? answer.text : answer.form).not.toBe('');
        for (const button of answer.buttons.filter((one) => one.includes('→')))
          expect(commands.some((command) => button.includes(`→ ${command.name} `))).toBe(true);
        const { text: fallback, blocks } = answerContent({ parts: [answer.text], choices: [] });
        expect(fallback).not.toMatch(/[<>]/);
        expect(blocks.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });

  it('never rolls back, stops or adopts without being asked once more', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('/rollback', '/prerelease stop', '/release live'),
        text,
        async (slash, words) => {
          const bot = frontDesk();
          bot.given({ kind: 'soaking', since: 0 });
          await bot.type(`${slash} ${words}`);
          expect(bot.state.told).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('never approves for anybody but the one who spoke', async () => {
    await fc.assert(
      fc.asyncProperty(text, person, async (words, who) => {
        const bot = frontDesk();
        bot.state.roster = { whiteboard: ['U0ANA'] };
        bot.given({ kind: 'waiting', since: 0 });
        await bot.type(`/release approve rel_1 ${words}`, who);
        const approved = bot.state.releases.get('rel_1')?.approvals.map(({ by }) => by.id) ?? [];
        expect(approved).toEqual(who === 'U0ANA' ? ['U0ANA'] : []);
      }),
      { numRuns: 200 },
    );
  });
});

describe('whatever is sent', () => {
  it('is read or ignored, and changes no prototype', () => {
    const fields = fc.dictionary(
      fc.constantFrom(
        'type',
        'team',
        'user',
        'actions',
        'view',
        'event',
        'command',
        '__proto__',
        'constructor',
        'api_app_id',
        'team_id',
        'trigger_id',
      ),
      fc.oneof(
        fc.jsonValue(),
        fc.constantFrom('block_actions', 'view_submission', 'event_callback', '/release'),
      ),
    );
    fc.assert(
      fc.property(fc.oneof(fields, fc.jsonValue()), (body) => {
        const json = readBody(JSON.stringify(body), 'application/json');
        const form = readBody(
          `payload=${encodeURIComponent(JSON.stringify(body))}`,
          'application/x-www-form-urlencoded',
        );
        for (const read of [json, form]) {
          senderOf(read);
          readInbound(read);
        }
        expect(Object.hasOwn(Object.prototype, 'type')).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is no body when it is no JSON and no form', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom('application/json', 'text/plain', '', 'application/x-www-form-urlencoded'),
        (raw, type) => {
          expect(() => readInbound(readBody(raw, type))).not.toThrow();
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
