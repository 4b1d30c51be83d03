/** Tags by their keys. */
export type ImageTags = Readonly<Record<string, string>>;

/** Each tag as it is written, `Role=board`. */
export function tagWords(tags: ImageTags): string {
  return Object.entries(tags)
    .map(([key, value]) => `\`${key}=${value}\``)
    .join(', ');
}

/** The image of a build that CI registered without one, in its thread. */
export const imageTexts = {
  found: (name: string, image: string) => `The image of ${name} is there: \`${image}\`.`,
  again: (name: string) => `The image of ${name} is looked for again.`,
  missed: (name: string, tags: string) =>
    `No image of ${name}, tagged ${tags}, was found in time, so it cannot be started. ` +
    'Have CI register the build with its image, or once more without to have it looked for again.',
};

/** Why nothing came of an image that was looked for. */
export const imageRefusals = {
  imageAwaited: (name: string) => `The image of ${name} is looked for already.`,
  imageNotAwaited: (name: string) => `Nobody waits for an image of ${name}.`,
};
