import { z } from 'zod';
import { Duration } from './measures.ts';

/** How the images of builds are found that CI registers without one. */
export const ImagesEntry = z
  .strictObject({
    /** Beside the version, which `select.version_tag` says. */
    tags: z
      .record(
        z.string().regex(/^(?!aws:)[^*?\\]{1,128}$/i, {
          error: 'write a tag of your own: aws: is written by others',
        }),
        z.string().regex(/^[^*?\\]{1,256}$/, {
          error: 'write the tag as it is: * and ? would fit other images too',
        }),
      )
      .readonly(),
    within: Duration.prefault('2h'),
  })
  .readonly();

/** Two services may be built of one commit: version and commit alone name no image. */
export function saysWhose(tags: Readonly<Record<string, string>>, versionTag: string): boolean {
  return Object.entries(tags).some(
    ([key, value]) => key !== versionTag && !/\{(version|commit)\}/.test(value),
  );
}
