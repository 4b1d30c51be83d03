/**
 * How the image of a build is: it can be launched now, it is still being made, that failed, or it
 * is not there, for which one that nobody shared with Davy is taken.
 */
export type ImageState = 'ready' | 'pending' | 'failed' | 'gone';

/** What tells the images of a line's builds from all others, and how long one is waited for. */
export type ImageSearch = {
  /** Tags that it bears, all of them; `{version}` and `{commit}` stand for the build's own. */
  readonly tags: Readonly<Record<string, string>>;
  readonly withinMs: number;
};

/** The tags that the image of this build bears. */
export function imageTagsOf(
  { tags }: ImageSearch,
  { version, commit }: { readonly version: string; readonly commit: string },
): Readonly<Record<string, string>> {
  const words: Readonly<Record<string, string>> = { version, commit };
  return Object.fromEntries(
    Object.entries(tags).map(([key, value]) => [
      key,
      value.replaceAll(/\{(version|commit)\}/g, (_, word: string) => words[word] ?? ''),
    ]),
  );
}

/** An image that is looked for, since when and until when (clock ms). */
export type AwaitedImage = {
  readonly version: string;
  readonly commit: string;
  readonly since: number;
  readonly until: number;
};

/** The image that a build of a line got. It is never given another one. */
export type GivenImage = {
  readonly service: string;
  readonly version: string;
  readonly image: string;
};

/** CI registered a build without an image, and what became of the search for it. */
export type ImageEvent =
  | {
      readonly kind: 'image-awaited';
      readonly at: number;
      readonly version: string;
      readonly commit: string;
      /** It is given up then. */
      readonly until: number;
    }
  /** `among`: how many were found, of which this is the newest; null where CI named it later. */
  | {
      readonly kind: 'image-found';
      readonly at: number;
      readonly version: string;
      readonly image: string;
      readonly among: number | null;
    }
  | { readonly kind: 'image-missed'; readonly at: number; readonly version: string };
