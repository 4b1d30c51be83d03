import { describe, expect, it } from 'vitest';
import { nextStep } from '../../src/release/servers/next-step.ts';
import type { Server } from '../../src/release/state/servers.ts';
import type { Step } from '../../src/release/servers/step.ts';
import { observed } from '../support/events.ts';
import { given } from '../support/given.ts';
import { minute, noon } from '../support/noon.ts';
import { moving, news, olds, one, step } from './way-of-servers.ts';

const second = minute / 60;

/** The kinds of steps, look by look; what a step does is said by `then`. */
function walk(
  servers: readonly Server[],
  everyMs: number,
  then: (servers: readonly Server[], step: Step) => readonly Server[] = (same) => same,
  said?: string,
): readonly (string | undefined)[] {
  let now = given(one(), { line: moving });
  let there = servers;
  return Array.from({ length: 61 }, (_, look) => {
    const at = noon + look * everyMs;
    now = now.after(observed(at, there));
    const next = nextStep(now.line, now.release, there, at);
    if (next?.kind === 'launch' && said !== undefined) {
      const { orders } = next;
      now = now.after({ kind: 'launch-refused', at, wall: at, orders, spares: [], said });
    }
    there = next ? then(there, next) : there;
    return next?.kind;
  });
}

const full = news(4, { users: 10 });
/** Four old servers, of which the first is so. */
const withOne = (more: Partial<Server>) =>
  olds(4).map((server, index) => (index === 0 ? { ...server, ...more } : server));

describe.each([5, 10, 15, 30, 60].map((s) => s * second))(
  'a way back, looked at each %i ms',
  (ms) => {
    it('goes on while an old server is ordered that does not come', () => {
      const kinds = walk([...olds(3), ...full], ms).slice(0, 6);
      expect(kinds).toContain('launch');
      expect(kinds).toContain('close');
    });

    it('goes on while the provider starts nothing, and asks again', () => {
      const kinds = walk([...olds(3), ...full], ms, undefined, 'no capacity');
      expect(kinds).toContain('close');
      expect(kinds.slice(-20)).toContain('launch');
    });

    it('goes on though the protection of an old server cannot be switched on', () => {
      const kinds = walk([...withOne({ protected: false }), ...full], ms);
      expect(kinds[0]).toBe('protect');
      expect(kinds).toContain('close');
      expect(kinds.slice(-20)).toContain('protect');
    });

    it('goes on though an old server never gets into the balancer', () => {
      const kinds = walk([...withOne({ joined: false, admits: false }), ...full], ms);
      expect(kinds[0]).toBe('admit');
      expect(kinds).toContain('close');
      expect(kinds.slice(-20)).toContain('admit');
    });

    it('hands over users of closed servers though one of them does not close', () => {
      const deaf = (servers: readonly Server[], { kind, ...of }: Step) =>
        servers.map((server) =>
          kind === 'close' && 'ids' in of && of.ids.includes(server.id) && server.id !== 'n0'
            ? { ...server, admits: false }
            : server,
        );
      const kinds = walk([...olds(4), ...full], ms, deaf);
      expect(kinds).toContain('migrate');
      expect(kinds.slice(-20)).toContain('close');
    });
  },
);

describe('old servers that no user can come to yet', () => {
  it('carry nobody: nobody is closed for them', () => {
    const shut = olds(4, { admits: false });
    const kinds = [0, 1, 2, 3, 4, 5].map((n) => step([...shut, ...full], one(), moving, at(n)));
    expect(new Set(kinds.map((next) => next?.kind))).toEqual(new Set(['admit']));
  });

  it('count for none of those that have to stand before the new ones close', () => {
    const three = [...withOne({ joined: false, admits: false }), ...full];
    const closed = [0, 1, 2, 3, 4, 5].map((n) => step(three, one(), moving, at(n)));
    expect(closed).toContainEqual({ kind: 'close', ids: ['n0', 'n1', 'n2'] });
  });
});

const at = (looks: number) => noon + 2 * minute + looks * 5 * second;
