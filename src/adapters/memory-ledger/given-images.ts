import { Superseded } from '../../ports/errors.ts';
import type { RegisteredBuild } from '../../release/state/build.ts';
import type { GivenImage } from '../../release/state/image.ts';
import { productOf } from '../../release/state/line-name.ts';
import type { LedgerMemory } from './memory.ts';

type Named = Pick<GivenImage, 'service' | 'version'>;

/** A build on a line. */
export function givenKey({ service, version }: Named): string {
  return JSON.stringify([service, version]);
}

/** What a line found is never written over, and contradicts nothing that CI told meanwhile. */
export function refuseOtherImages(memory: LedgerMemory, given: readonly GivenImage[]): void {
  for (const one of given) {
    const build = memory.builds.find(
      ({ service, version }) => service === productOf(one.service) && version === one.version,
    );
    if (!build || (build.image ?? one.image) !== one.image)
      throw new Superseded(
        `${one.service} ${one.version} has another image since it was looked for`,
      );
    if (memory.given.has(givenKey(one)))
      throw new Error(`${one.service} ${one.version} has an image already`);
  }
}

/** Whether a build may take this image from CI: no line has found another one. */
export function mayTake(
  { given }: LedgerMemory,
  { service, version, image: own }: RegisteredBuild,
  image: string,
): boolean {
  const found = [...given].filter(([key]) => {
    const [line, of]: readonly unknown[] = JSON.parse(key);
    return typeof line === 'string' && productOf(line) === service && of === version;
  });
  return own === null && found.every(([, one]) => one === image);
}
