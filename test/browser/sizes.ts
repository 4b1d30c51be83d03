/** What people hold, and how they use it: a pointer and keys at a desk, fingers on a phone. */
export type Size = {
  readonly name: 'desktop' | 'phone';
  readonly viewport: { readonly width: number; readonly height: number };
  readonly touch: boolean;
};

/** The two sizes everything is played on. */
export const sizes: readonly Size[] = [
  { name: 'desktop', viewport: { width: 1280, height: 800 }, touch: false },
  { name: 'phone', viewport: { width: 400, height: 860 }, touch: true },
];
