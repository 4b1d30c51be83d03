import type { Server } from '../../src/release/state/servers.ts';

/** A server of 1.41.0 that serves, as one did before Davy came. */
export function server(more: Partial<Server> = {}): Server {
  return {
    id: 'i-1',
    version: '1.41.0',
    release: '',
    slot: 0,
    state: 'ready',
    joined: true,
    admits: true,
    share: null,
    users: 100,
    protected: true,
    ...more,
  };
}

/** Some of them, one for each slot. */
export function servers(slots: readonly number[], more: Partial<Server> = {}): readonly Server[] {
  return slots.map((slot) => server({ id: `s${slot}`, slot, ...more }));
}
