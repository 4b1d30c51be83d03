import { span } from '../amount.ts';
import { type ImageTags, tagWords } from '../image.ts';

/** A build without an image: what is looked for, or what CI is to do. */
export const imageReplies = {
  awaited: (name: string, tags: ImageTags, forMs: number) =>
    `The image of ${name} is not there yet. Davy has looked for one tagged ${tagWords(tags)} ` +
    `for ${span(forMs)}, and its card says when it is ready. Nothing was started.`,
  missed: (name: string, tags: ImageTags) =>
    `No image of ${name}, tagged ${tagWords(tags)}, was found in time. Nothing was started. ` +
    'Have CI register the build with its image, or once more without to have it looked for again.',
  cannot: (name: string) =>
    `${name} was registered without an image, and davy.yml does not say how to find one. ` +
    'Nothing was started. Have CI register the build with its image.',
};
