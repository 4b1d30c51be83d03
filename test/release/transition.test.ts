import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barOf } from '../../src/release/line.ts';
import { isOpen } from '../../src/release/release.ts';
import { transition } from '../../src/release/transition.ts';
import { nextStep } from '../../src/release/world.ts';
import { events, frozen, lines, releases, servers } from './arbitrary.ts';

const runs = { numRuns: 3_000 };

describe('a transition', () => {
  it('answers every event in every phase, the same each time, and changes nothing it was given', () => {
    fc.assert(fc.property(lines, fc.option(releases, { nil: null }), fc.array(releases, { maxLength: 2 }), events, (line, release, others, event) => {
      const given = frozen([line, release, others, event] as const);
      const decision = transition(...given);
      expect(['moved', 'noted', 'refused']).toContain(decision.kind);
      expect(transition(...given)).toEqual(decision);
      if (decision.kind === 'refused') expect(decision.because).not.toBe('');
    }), runs);
  });

  it('leaves what has ended as it ended', () => {
    fc.assert(fc.property(lines, releases, events, (line, release, event) => {
      fc.pre(!isOpen(release));
      const decision = transition(line, release, [], event);
      if (decision.kind !== 'refused' && decision.release) expect(decision.release.phase).toEqual(release.phase);
    }), runs);
  });

  it('never leaves a rollback but for its end', () => {
    fc.assert(fc.property(lines, releases, events, (line, release, event) => {
      const { phase } = release;
      fc.pre(phase.kind === 'rolling-back');
      const decision = transition(line, release, [], event);
      if (decision.kind !== 'refused' && decision.release && phase.kind === 'rolling-back') expect(['rolling-back', phase.end]).toContain(decision.release.phase.kind);
    }), runs);
  });

  it('locks the line and bars the build with every rollback, in the same decision', () => {
    fc.assert(fc.property(lines, releases, events, (line, release, event) => {
      fc.pre(isOpen(release) && release.phase.kind !== 'rolling-back');
      const decision = transition(line, release, [], event);
      const phase = decision.kind === 'moved' ? decision.release?.phase : null;
      if (decision.kind !== 'moved' || phase?.kind !== 'rolling-back') return;
      expect(decision.supersedes).toBe(true);
      // A canary that follows its barred build locks nothing anew: somebody may have unlocked the line since.
      const follows = release.kind === 'prerelease' && barOf(line, release.build) !== null;
      if (phase.end === 'rolled-back' && !follows) expect(decision.line.lock).not.toBeNull();
      if (phase.end === 'rolled-back' || phase.end === 'declined') expect(decision.line.barred.map(({ version }) => version)).toContain(release.build.version);
    }), runs);
  });

  it('never has two releases moving', () => {
    fc.assert(fc.property(lines, fc.option(releases, { nil: null }), events, (line, release, event) => {
      const decision = transition(line, release, [], event);
      if (decision.kind === 'moved' && decision.born?.kind === 'release') expect(line.moving).toBeNull();
    }), runs);
  });

  it('starts nothing but a return while the line is locked or frozen', () => {
    fc.assert(fc.property(lines, fc.option(releases, { nil: null }), events, (line, release, event) => {
      const shut = line.lock !== null || (line.freeze !== null && line.freeze.until > event.at);
      const decision = transition(line, release, [], event);
      if (shut && decision.kind === 'moved' && decision.born) expect(decision.born.fast).toBe(true);
    }), runs);
  });
});

describe('a step', () => {
  it('is never forward once a release turned round', () => {
    fc.assert(fc.property(lines, releases, servers, fc.nat(10_000_000), (line, release, there, later) => {
      fc.pre(release.phase.kind === 'rolling-back');
      const step = nextStep(line, release, there, release.at + later);
      const mine = new Set(there.filter((one) => one.release === release.id && one.version === release.build.version).map(({ id }) => id));
      const carried = new Set(there.filter((one) => release.carries.includes(one.release)).map(({ id }) => id));
      if (step?.kind === 'launch') expect(step.build.version).toBe(release.target?.version);
      if (step?.kind === 'admit') expect(step.ids.filter((id) => mine.has(id))).toEqual([]);
      const out = step?.kind === 'migrate' ? step.moves.map(({ id }) => id) : step?.kind === 'retire' || step?.kind === 'close' || (step?.kind === 'protect' && !step.on) ? step.ids : [];
      expect(out.filter((id) => !mine.has(id) && !carried.has(id))).toEqual([]);
    }), runs);
  });

  it('never destroys a server that is protected or has users', () => {
    fc.assert(fc.property(lines, releases, servers, fc.nat(10_000_000), (line, release, there, later) => {
      const step = nextStep(line, release, there, release.at + later);
      if (step?.kind !== 'retire') return;
      for (const server of there.filter(({ id }) => step.ids.includes(id))) {
        expect(server.protected).toBe(false);
        expect(server.state === 'ready' ? server.users : 0).toBe(0);
      }
    }), runs);
  });

  it('never destroys an old server while fewer new ones are ready than the fleet had', () => {
    fc.assert(fc.property(lines, releases, servers, fc.nat(10_000_000), (line, release, there, later) => {
      fc.pre(release.kind === 'release' && release.phase.kind !== 'rolling-back');
      const step = nextStep(line, release, there, release.at + later);
      const fresh = there.filter((one) => one.release === release.id && one.version === release.build.version && one.state === 'ready').length;
      if (step?.kind === 'retire' || step?.kind === 'migrate') expect(fresh).toBeGreaterThanOrEqual(release.capacity);
    }), runs);
  });

  it('closes no more servers than may be missed', () => {
    fc.assert(fc.property(lines, releases, servers, fc.nat(10_000_000), (line, release, there, later) => {
      fc.pre(release.kind === 'release');
      const step = nextStep(line, release, there, release.at + later);
      if (step?.kind !== 'close') return;
      const open = there.filter((one) => one.state === 'ready' && one.joined && one.admits && !release.carries.includes(one.release) && [release.build.version, release.target?.version].includes(one.version) && (one.release === release.id || one.version === release.target?.version));
      const after = open.filter(({ id }) => !step.ids.includes(id)).length;
      expect(after >= release.capacity || after === open.length).toBe(true);
    }), runs);
  });
});
