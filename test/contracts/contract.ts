import { describe, expect, it } from 'vitest';
import { UpstreamError } from '../../src/ports/errors.ts';
import type { Trouble } from '../support/troubled-way.ts';

/** What every port's world can do: have trouble with its vendor, and end. */
export type PortWorld = {
  readonly trouble: (what: Trouble | null) => void;
  /** The next calls that change something happen, and their answers are lost. */
  readonly loseAnswer: (on: boolean) => void;
  readonly close: () => Promise<unknown>;
};

/** Laws of one port by their names; each is tried in a fresh world, and throws when broken. */
export type Laws<World> = Readonly<Record<string, (world: World) => Promise<void>>>;

/** Everything that plays a role: a second vendor is one more line, and keeps to the same laws. */
export type Kinds<World> = readonly (readonly [name: string, open: () => Promise<World>])[];

/**
 * Holds every kind to every law, each in a world of its own. Most laws wait for a vendor that is
 * silent, so a few are tried beside each other; those that keep the processor busy take turns.
 */
export function holdTo<World extends { close(): Promise<unknown> }>(
  role: string,
  kinds: Kinds<World>,
  laws: Laws<World>,
  { inTurn = false }: { readonly inTurn?: boolean } = {},
): void {
  describe.each(kinds)(`${role}: %s`, { concurrent: !inTurn }, (_name, open) => {
    it.each(Object.entries(laws))('%s', async (_law, holds) => {
      const world = await open();
      try {
        await expect(holds(world)).resolves.toBeUndefined();
      } finally {
        await world.close();
      }
    });
  });
}

/** A call that is refused or fails does it with an `UpstreamError`, whatever the reason. */
export async function refused(call: Promise<unknown>): Promise<UpstreamError> {
  const thrown: unknown = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof UpstreamError))
    throw new Error('no UpstreamError was thrown', { cause: thrown });
  return thrown;
}

/** Every way in which a vendor fails is an outside fault, and afterwards all is as before. */
export async function failsFromOutside(
  world: PortWorld,
  call: () => Promise<unknown>,
  troubles: readonly Trouble[] = ['throttled', 'broken', 'half-answered', 'silent'],
): Promise<void> {
  for (const what of troubles) {
    world.trouble(what);
    await refused(call());
    world.trouble(null);
  }
  await call();
}

/** The answer of a call is lost: it says that it may have happened. */
export async function withLostAnswer(
  world: PortWorld,
  call: () => Promise<unknown>,
): Promise<void> {
  world.loseAnswer(true);
  const fault = await refused(call());
  world.loseAnswer(false);
  expect(fault.unknown).toBe(true);
}
