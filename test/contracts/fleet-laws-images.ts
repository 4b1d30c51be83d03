import { expect } from 'vitest';
import type { FleetWorld } from './fleet-world.ts';

/**
 * L14: Of the images that bear all tags of a build the newest is found, once it can be launched;
 * a fleet whose images have no tags finds none, and says nothing else.
 */
export async function foundByItsTags({ fleet, service, makeImage, ...world }: FleetWorld) {
  const ours = { Role: service, releaseVersion: '2.0.0', Commit: 'c2' };
  const other = { ...ours, releaseVersion: '2.1.0' };
  const found = () =>
    fleet.findImages(service, [
      { version: '2.0.0', tags: ours },
      { version: '2.1.0', tags: other },
    ]);
  expect(await fleet.findImages(service, [])).toEqual([]);
  expect(await found()).toEqual([]);
  if (!makeImage) return;
  await makeImage({ ...ours, Role: 'accounts' }, 'available');
  await makeImage({ Role: service, releaseVersion: '2.0.0' }, 'available');
  // Both fit some values of each tag, and no build: what is asked of many is told apart.
  await makeImage({ ...ours, releaseVersion: '2.0' }, 'available');
  await makeImage(ours, 'failed');
  expect(await found()).toEqual([]);
  const first = await makeImage(ours, 'available');
  expect(await found()).toEqual([{ version: '2.0.0', image: first, among: 1 }]);
  const second = await makeImage(ours, 'available');
  const next = await makeImage(other, 'available');
  expect(await found()).toEqual([
    { version: '2.0.0', image: second, among: 2 },
    { version: '2.1.0', image: next, among: 1 },
  ]);
  // It may be what everybody waits for: an older one is not taken in its place.
  await makeImage(ours, 'pending');
  expect((await found()).map(({ version }) => version)).toEqual(['2.1.0']);
  await world.removeImage(next);
  expect(await found()).toEqual([]);
}
