import { describe, expect, it } from 'vitest';
import { messagesOf } from '../../../src/views/messages.ts';
import type { ThreadFacts } from '../../../src/views/thread-facts.ts';
import { line, prerelease, release } from '../../support/a-release.ts';
import { noon } from '../../support/noon.ts';
import { boardService, story } from '../../support/thread-samples.ts';
import { worded } from '../../../src/release/state/worded.ts';

const ways = {
  thread: 'https://acme.slack.example/archives/C1/p12',
  report: 'https://acme.slack.example/archives/C1/p14',
};
const soaking = prerelease({ kind: 'soaking', since: noon });
const stuck = prerelease({
  kind: 'stuck',
  since: noon,
  because: worded('the host does not answer'),
  from: { kind: 'launching', since: noon },
});
const live = story({
  line: line({ live: release({ kind: 'live', at: noon }).build }),
  prerelease: prerelease({ kind: 'carried', at: noon }),
  release: release({ kind: 'live', at: noon }),
  ways,
});

/** The links of one message: what each is called, and where it leads. */
function linksOf(facts: ThreadFacts, kind: string): readonly string[] {
  const message = messagesOf(facts).find((one) => one.kind === kind);
  return [
    ...JSON.stringify(message?.content.rich).matchAll(
      /"text":\{"type":"plain_text","text":"([^"]+)","emoji":false\},"url":"([^"]+)"/g,
    ),
  ].map(([, label, url]) => `${label} → ${url}`);
}

describe('what a card leads to', () => {
  it('is its thread and its numbers while it runs', () => {
    expect(
      linksOf(
        story({
          prerelease: soaking,
          ways,
          service: {
            ...boardService,
            dashboard: 'https://dash.example.com/board?release={version}',
          },
        }),
        'card',
      ),
    ).toEqual([
      `Open Thread → ${ways.thread}`,
      'Open Dashboard → https://dash.example.com/board?release=1.42.0',
    ]);
    expect(
      linksOf(
        story({ prerelease: soaking, service: { ...boardService, dashboard: null } }),
        'card',
      ),
    ).toEqual([]);
  });

  it('is how it ended afterwards', () => {
    expect(linksOf(live, 'card')).toEqual([`Open Report → ${ways.report}`]);
  });
});

describe('the status page', () => {
  it('is offered where Davy is stuck, only if there is one', () => {
    expect(
      linksOf(
        story({
          prerelease: stuck,
          service: { ...boardService, statusPage: 'https://status.example.com' },
        }),
        'stuck',
      ),
    ).toEqual(['Status Page → https://status.example.com']);
    expect(linksOf(story({ prerelease: stuck }), 'stuck')).toEqual([]);
  });
});
