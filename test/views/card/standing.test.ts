import { describe, expect, it } from 'vitest';
import { byItself, type Cause, saidBy } from '../../../src/release/state/said.ts';
import { whoAndWhy } from '../../../src/views/card/standing-back.ts';
import { messagesOf } from '../../../src/views/messages.ts';
import { gallery } from '../gallery.ts';
import { build, line, release } from '../../support/a-release.ts';
import { change, changelog } from '../../support/changelogs.ts';
import { noon } from '../../support/noon.ts';
import { faultsOf } from '../lint.ts';
import { ana, tom } from '../../support/people.ts';
import { boardService, story } from '../../support/thread-samples.ts';
import { worded } from '../../../src/release/state/worded.ts';

describe('who ended something, and why', () => {
  it.each<[Cause, ReturnType<typeof whoAndWhy>]>([
    [saidBy(tom, 'declined', 'price bug'), ['Tom B.', 'price bug']],
    [saidBy(ana, 'asked', 'carts are wrong'), ['Ana R.', 'carts are wrong']],
    [saidBy(ana, 'asked', 'as Tom B.: said'), ['Ana R.', 'as Tom B.: said']],
    [byItself(worded('new errors 24, max 0')), [null, 'new errors 24, max 0']],
    [{ by: ana, because: worded('its servers are gone') }, [null, 'its servers are gone']],
    // Nothing is read out of a sentence: that is for values.
    [{ by: ana, because: worded('Ana R.: no') }, [null, 'Ana R.: no']],
  ])('are values, so that the name is said once (%#)', (cause, said) => {
    expect(whoAndWhy(cause)).toEqual(said);
  });
});

const stateWords =
  'Waiting|Not ready|Blocked|Live|Running|Soaking|Healthy|Watching|Failing|Not enough data|' +
  'Not measured yet|Cannot tell|Approved|On hold|Postponed|Stuck|Rolling back|Going back|' +
  'Rolled back|Released|Not released|Never released|Declined|Stopped|Cancelled|Failed';

describe('the state on a card', () => {
  it.each(Object.entries(gallery))('of "%s" begins with a word after its sign', (_, facts) => {
    const [card] = messagesOf(facts);
    const state =
      /\*State\*\\n(?::[a-z_]+: )?([^"]*)/.exec(JSON.stringify(card?.content.rich))?.[1] ?? '';
    expect(state).toMatch(new RegExp(`^(${stateWords})\\b`));
  });
});

describe('the card of a build that served everyone before', () => {
  const [before, older, newer] = [build('1.41.0'), build('1.40.0'), build('1.42.0')];
  const now = line({ live: newer, lastGood: [before, older] });
  const seen = (one: Parameters<typeof story>[0]) =>
    JSON.stringify(messagesOf(story(one))[0]?.content);

  it('is the way back, and offers no pre-release', () => {
    const card = seen({
      build: before,
      line: now,
      changelog: changelog({ changes: [], removed: [change('Make the eraser round')] }),
    });
    expect(card).toContain('"board 1.41.0 was live"');
    expect(card).toContain('To go back to it: `/rollback board`');
    expect(card).not.toContain('Start Pre-Release');
    expect(seen({ build: older, line: now })).not.toContain('/rollback');
  });

  it('does not say that it is live when another build took its place', () => {
    const out = release({ kind: 'live', at: noon }, { build: before });
    expect(seen({ build: before, release: out, line: now })).toContain('Live before 1.42.0');
    expect(seen({ build: before, release: out, line: line({ live: before }) })).toContain(
      'board 1.41.0 is live for all users',
    );
  });
});

describe('the card of a build on a further line', () => {
  const service = 'board@sandbox';
  const facts = story({
    service: { ...boardService, name: service },
    build: build('1.42.0', { service }),
    line: { ...line({ live: build('1.41.0', { service }) }), service },
  });

  it('starts the build there, and is its own message', () => {
    const [card] = messagesOf(facts);
    expect(card?.subject).toBe('build:board@sandbox@1.42.0');
    const text = JSON.stringify(card?.content);
    expect(text).toContain('board@sandbox 1.42.0 is ready to pre-release');
    expect(text).toContain('"value":"board@sandbox 1.42.0"');
    expect(card && faultsOf(card.content)).toEqual([]);
  });

  it('says which other line went back from it, and why', () => {
    const because = worded('new errors 24, max 0');
    const [card] = messagesOf({ ...facts, elsewhere: [{ line: 'board', because }] });
    const text = JSON.stringify(card?.content);
    expect(text).toContain('board@sandbox 1.42.0 is ready, but blocked on board');
    expect(text).toContain('Blocked on board: new errors 24, max 0');
    expect(text).toContain('Start Pre-Release');
    expect(card && faultsOf(card.content)).toEqual([]);
  });
});
