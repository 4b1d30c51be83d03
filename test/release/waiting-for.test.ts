import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../src/release/legal-acts.ts';
import { otherwise, waitingFor } from '../../src/release/waiting-for.ts';
import { counterexample } from './arbitrary.ts';
import { somewhere } from './moments.ts';

describe('what an approved build waits for', () => {
  it('is nothing exactly when it would go out by itself', () => {
    const seen = { waits: 0, refused: 0, goes: 0 };
    expect(
      counterexample(
        fc.property(somewhere, (moment) => {
          const { line, release, at } = moment;
          if (release?.phase.kind !== 'approved' || release.kind !== 'prerelease') return;
          const waits = waitingFor(line, release, at).length > 0;
          const refused = otherwise(moment) !== null;
          seen[waits ? 'waits' : refused ? 'refused' : 'goes'] += 1;
          const goes = refusalOf('start-by-itself', moment) === null;
          if (goes === (waits || refused)) throw new Error(`goes: ${goes}, waits: ${waits}`);
        }),
        5_000,
      ),
    ).toBeNull();
    expect(Object.values(seen).every((times) => times > 0)).toBe(true);
  });
});
