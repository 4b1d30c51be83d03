import { describe, expect, it } from 'vitest';
import { messagesOf } from '../../src/views/messages.ts';
import { gallery } from './gallery.ts';
import { faultsOf } from './lint.ts';

describe.each(Object.entries(gallery))('the messages of "%s"', (name, facts) => {
  const messages = messagesOf(facts);

  it('keep every rule of Slack and of our own, in both forms', () => {
    expect(
      messages.flatMap(({ kind, content }) =>
        faultsOf(content).map((fault) => `${kind}: ${fault}`),
      ),
    ).toEqual([]);
  });

  it('begin with the card, and every other one has a name of its own', () => {
    expect(messages[0]).toMatchObject({
      kind: 'card',
      place: 'channel',
      subject: facts.carries ? 'rel_ALL' : `build:board@${facts.build.version}`,
    });
    const names = messages.map(({ subject, kind }) => `${subject} ${kind}`);
    expect(new Set(names).size).toBe(names.length);
    expect(
      messages
        .slice(1)
        .filter(({ place }) => place !== 'thread')
        .map(({ kind, place }) => `${kind} in ${place}`),
    ).toEqual(
      name === 'live, with its changes' || name === 'release that carries two more, live'
        ? ['changelog in changelog']
        : [],
    );
  });
});

const still = Object.entries(gallery).filter(
  ([, { prerelease, release }]) => !prerelease?.countdown && !release?.countdown,
);

describe.each(still)('the messages of "%s"', (_, facts) => {
  it('stay as they are while nothing happens', () => {
    expect(messagesOf({ ...facts, now: facts.now + 7_000 })).toEqual(messagesOf(facts));
  });
});
