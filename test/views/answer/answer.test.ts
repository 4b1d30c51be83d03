import { describe, expect, it } from 'vitest';
import { validateBlocks } from '../../../playground/slack/blocks/validate.ts';
import { validateView } from '../../../playground/slack/blocks/view.ts';
import { formView } from '../../../src/views/blocks/form.ts';
import { answerContent } from '../../../src/views/answer/answer.ts';
import { noon } from '../../support/noon.ts';

describe('an answer only one person sees', () => {
  it("says its words, times in the reader's own zone, and what can be typed", () => {
    const { text, blocks } = answerContent({
      parts: [
        'board is locked since ',
        { at: noon },
        '. Say `/release unlock board`.\nNothing changed.',
      ],
      choices: [],
    });
    expect(text).toBe(
      'board is locked since 12:00 UTC. Say /release unlock board. Nothing changed.',
    );
    expect(validateBlocks('message', blocks)).toMatchObject({ ok: true });
    expect(JSON.stringify(blocks)).toContain(
      '{"type":"text","text":"/release unlock board","style":{"code":true}}',
    );
    expect(JSON.stringify(blocks)).toContain(`"type":"date","timestamp":${noon / 1000}`);
  });

  it('makes no mention, link or markup of what people typed', () => {
    const { text, blocks } = answerContent({
      parts: ['I do not know "<!channel> *x* <http://evil.example|here>".'],
      choices: [],
    });
    expect(text).not.toContain('<');
    expect(JSON.stringify(blocks)).not.toContain('mrkdwn');
    expect(validateBlocks('message', blocks)).toMatchObject({ ok: true });
  });

  it('offers ways on, each a command of its own', () => {
    const { blocks } = answerContent({
      parts: ['Which one?'],
      choices: [
        {
          kind: 'command',
          label: 'Use 1.42.0',
          command: 'prerelease',
          value: 'board 1.42.0',
          style: 'primary',
        },
        { kind: 'command', label: 'Use 1.43.0', command: 'prerelease', value: 'board 1.43.0' },
        { kind: 'link', label: 'Open Thread', url: 'https://acme.slack.com/archives/C1/p1' },
        { kind: 'link', label: 'Open Trap', url: 'javascript:alert(1)' },
        { kind: 'dismiss', label: 'Cancel' },
      ],
    });
    expect(validateBlocks('message', blocks)).toMatchObject({ ok: true });
    const actions = [...JSON.stringify(blocks).matchAll(/"action_id":"([^"]+)"/g)].map(
      ([, id]) => id,
    );
    expect(actions).toEqual(['prerelease', 'prerelease#1', 'link open 2', 'dismiss']);
  });
});

describe('a form', () => {
  it('is one Slack takes, however long its words are', () => {
    const long = '<!here> '.repeat(200);
    const form = {
      command: 'release decline',
      title: long,
      intro: long,
      label: long,
      hint: long,
      submit: long,
      cancel: long,
    };
    expect(validateView('modal', formView(form, '{"value":"rel_1.4"}'))).toMatchObject({
      ok: true,
      view: { callback_id: 'release decline', private_metadata: '{"value":"rel_1.4"}' },
    });
  });
});
