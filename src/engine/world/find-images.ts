import { orNull } from '../../ports/or-null.ts';
import type { Claim } from '../../ports/ledger.ts';
import { isWaitOver } from '../../release/line/await-image.ts';
import type { Event } from '../../release/state/event.ts';
import { type AwaitedImage, imageTagsOf } from '../../release/state/image.ts';
import type { Line } from '../../release/state/line.ts';
import { ofService } from '../../service/service.ts';
import { beforeCall, type WorkerContext } from '../worker-context.ts';

/**
 * World lane of a line: looks for the images of builds that were registered without one. One
 * question for all, and none where nobody waits. Where nobody answers, none is given up.
 */
export async function findAwaitedImages(
  context: WorkerContext,
  claim: Claim,
  line: Line,
): Promise<void> {
  const { service, awaited } = line;
  if (awaited.length === 0) return;
  const { ledger, clock } = context.ports;
  const tell = (event: Event) => context.tell({ service, release: null, claim }, event);
  const lacking: AwaitedImage[] = [];
  for (const one of awaited) {
    const image = (await ledger.build(service, one.version))?.image ?? null;
    if (image === null) lacking.push(one);
    else await tell(found({ ...one, image, among: null }, clock.now()));
  }
  const seen = await look(context, claim, service, lacking);
  if (seen === null) return;
  for (const one of seen) {
    context.log.info({ ...one, service }, `the image of ${service} ${one.version} is ready`);
    await tell(found(one, clock.now()));
  }
  const at = clock.now();
  for (const one of lacking)
    if (isWaitOver(line, one, at) && !seen.some(({ version }) => version === one.version))
      await tell({ kind: 'image-missed', at, version: one.version });
}

function found(
  { version, image, among }: Pick<ImageFound, 'version' | 'image' | 'among'>,
  at: number,
): ImageFound {
  return { kind: 'image-found', at, version, image, among };
}

type ImageFound = Extract<Event, { kind: 'image-found' }>;

/** Nothing is found any more where davy.yml says no longer how. */
async function look(
  context: WorkerContext,
  claim: Claim,
  service: string,
  lacking: readonly AwaitedImage[],
) {
  const { images } = ofService(context.services, service);
  if (images === null || lacking.length === 0) return [];
  await beforeCall(context, claim, 'find images');
  const wanted = lacking.map((one) => ({ version: one.version, tags: imageTagsOf(images, one) }));
  return orNull(() => context.ports.fleet(service).findImages(service, wanted));
}
