import { factsBefore } from '../../src/engine/world/start-facts.ts';
import { UpstreamError } from '../../src/ports/errors.ts';
import type { Ports } from '../../src/ports/ports.ts';
import type { ImageState } from '../../src/release/state/image.ts';
import type { Stray } from '../../src/ports/fleet.ts';
import type { Server } from '../../src/release/state/servers.ts';
import type { Lineage } from '../../src/changes/lineage.ts';
import type { FactsBefore } from '../../src/release/start/start-facts.ts';
import type { CommandContext } from '../../src/command-kit/context.ts';
import { quietLog } from './quiet-log.ts';

/** What the world of a desk is made of, as far as something that starts asks it. */
type World = {
  readonly fleetAnswers: boolean;
  readonly images: ReadonlySet<string>;
  /** Those that are not there yet, or never will be. */
  readonly unready: ReadonlyMap<string, 'pending' | 'failed'>;
  readonly servers: readonly Server[];
  readonly strays: readonly Stray[];
  readonly lineage: Lineage;
  readonly authors: readonly string[];
};

/** The real questions, asked of the servers and people behind a desk. No repository is there. */
export function deskFacts(
  world: World,
  context: () => Pick<CommandContext, 'people' | 'ledger' | 'now' | 'services'>,
): FactsBefore {
  const fleet = <Value>(value: Value): Promise<Value> =>
    world.fleetAnswers
      ? Promise.resolve(value)
      : Promise.reject(new UpstreamError('The fleet', 'looking'));
  const asked = () => {
    const { people, ledger, now, services } = context();
    const means = {
      people,
      ledger: ledger as Ports['ledger'],
      source: () => null,
      clock: { now: () => now, wall: (at: number) => at },
      fleet: () => ({
        imageState: (_: string, image: string): Promise<ImageState> =>
          fleet(world.unready.get(image) ?? (world.images.has(image) ? 'ready' : 'gone')),
        observe: () => fleet({ servers: world.servers, singles: [] }),
        strays: () => fleet(world.strays),
      }),
      log: quietLog,
    };
    return factsBefore(means, services);
  };
  return {
    request: async (build) => ({ ...(await asked().request(build)), lineage: world.lineage }),
    start: (prerelease) => asked().start(prerelease),
    return: (build) => asked().return(build),
    authors: async () => world.authors,
    serving: (service) => asked().serving(service),
    strays: (service) => asked().strays(service),
  };
}
