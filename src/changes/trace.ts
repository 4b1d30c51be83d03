/**
 * One step of a stack, in the service's own code. The path is as the service told it; function and
 * path are outside text.
 */
export type Frame = {
  readonly path: string;
  readonly function: string;
  readonly line: number | null;
};

/** Where an error came from: its own readable frames, the topmost first, or why nobody can say. */
export type Trace =
  | { readonly kind: 'traced'; readonly frames: readonly Frame[] }
  | { readonly kind: 'untraced'; readonly why: string };
