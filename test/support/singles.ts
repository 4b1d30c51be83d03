import type { KnownSingle, Single } from '../../src/release/state/single.ts';
import { noon } from './noon.ts';

/** A single of 1.41.0 at its work. */
export function single(name: string, more: Partial<Single> = {}): Single {
  return { name, where: `${name}-host`, version: '1.41.0', state: 'running', ...more };
}

/** The same, as a release knows it that has not begun with it. */
export function knownSingle(name: string, more: Partial<KnownSingle> = {}): KnownSingle {
  return {
    ...single(name),
    begun: false,
    since: noon,
    upAt: noon,
    downSince: null,
    downMs: 0,
    ...more,
  };
}
