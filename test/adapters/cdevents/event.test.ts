import { describe, expect, it } from 'vitest';
import { cdEventsOf } from '../../../src/adapters/cdevents/event.ts';
import type { NewsItem } from '../../../src/ports/news-sink.ts';
import { build, prerelease, release } from '../../support/a-release.ts';
import { noon } from '../../support/noon.ts';
import { ana } from '../../support/people.ts';

const soaking = prerelease({ kind: 'soaking', since: noon });
const live = release({ kind: 'live', at: noon });
const item: NewsItem = { id: 'f00d', what: 'canary', at: noon, of: soaking, by: null, link: null };

/** What events say in a line each: their kind, where, and what serves there now. */
function inShort(more: Partial<NewsItem>): string {
  return cdEventsOf({ ...item, ...more })
    .map(({ context, subject }) => {
      if (!('environment' in subject.content)) throw new Error('it is no event of a service');
      const kind = context.type.replace('dev.cdevents.', '');
      return `${kind} ${subject.content.environment.id} ${subject.content.artifactId}`;
    })
    .join(', ');
}

function only(more: Partial<NewsItem>) {
  const [event, ...others] = cdEventsOf({ ...item, ...more });
  if (!event || others.length > 0) throw new Error('it is not one event');
  return event;
}

describe('a CDEvent', () => {
  it('is whole: the docs show this one', () => {
    expect(only({})).toEqual({
      context: {
        specversion: '0.5.1',
        id: 'f00d',
        source: '/davy',
        type: 'dev.cdevents.service.deployed.0.3.0',
        timestamp: new Date(noon).toISOString(),
        chainId: 'rel_PRE',
      },
      subject: {
        id: 'service/board',
        source: '/davy',
        content: {
          environment: { id: 'production-canary' },
          artifactId: 'pkg:generic/board@1.42.0',
        },
      },
      customData: {
        service: 'board',
        release: 'rel_PRE',
        version: '1.42.0',
        commit: build().commit,
        image: 'ami-1.42.0',
        before: '1.41.0',
        by: null,
      },
      customDataContentType: 'application/json',
    });
  });

  it('tells of each turn by the words of its standard', () => {
    const [canary, everybody] = ['production-canary', 'production'];
    expect([
      inShort({}),
      inShort({ what: 'everybody', of: live }),
      inShort({ what: 'taken-back' }),
      inShort({ what: 'taken-back', of: live }),
      inShort({ what: 'everybody', of: { ...live, kind: 'return' } }),
    ]).toEqual([
      `service.deployed.0.3.0 ${canary} pkg:generic/board@1.42.0`,
      `service.upgraded.0.3.0 ${everybody} pkg:generic/board@1.42.0`,
      `service.rolledback.0.3.0 ${canary} pkg:generic/board@1.41.0`,
      `service.rolledback.0.3.0 ${everybody} pkg:generic/board@1.41.0, ` +
        `service.rolledback.0.3.0 ${canary} pkg:generic/board@1.41.0`,
      `service.rolledback.0.3.0 ${everybody} pkg:generic/board@1.42.0`,
    ]);
  });

  it('has an id of its own, the same whenever it is told', () => {
    const ids = () =>
      cdEventsOf({ ...item, what: 'taken-back', of: live }).map(({ context }) => context.id);
    expect(ids()).toEqual(['f00d', 'f00d-canary']);
    expect(ids()).toEqual(ids());
  });

  it('names the place of a further line, and spells out signs of a version', () => {
    const of = { ...live, build: build('1.42.0+7', { service: 'board@sandbox' }) };
    expect(inShort({ what: 'everybody', of })).toBe(
      'service.upgraded.0.3.0 sandbox pkg:generic/board@1.42.0%2B7',
    );
  });

  it('tells of an approval whose it was, and where to read it', () => {
    const link = 'https://acme.slack.com/archives/C1/p1';
    const { context, subject } = only({ what: 'approved', by: ana, link });
    expect(context).toMatchObject({
      specversion: '0.6.0-draft',
      type: 'dev.cdevents.approval.closed.0.1.0',
    });
    expect(subject).toMatchObject({
      id: 'rel_PRE',
      content: {
        approvalDetailsUrl: link,
        responder: `urn:davy:person:${ana.id}`,
        decision: 'approved',
        status: 'approved',
      },
    });
    expect(only({ what: 'declined' }).subject.content).toMatchObject({
      approvalDetailsUrl: '/davy/releases/rel_PRE',
      decision: 'rejected',
    });
  });
});
