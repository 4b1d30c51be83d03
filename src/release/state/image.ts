/**
 * How the image of a build is: it can be launched now, it is still being made, that failed, or it
 * is not there, for which one that nobody shared with Davy is taken.
 */
export type ImageState = 'ready' | 'pending' | 'failed' | 'gone';
