/** A build has one thread, and one worker at a time draws it, whichever of its releases changed. */
export function threadKey({ service, version }: { readonly service: string; readonly version: string }): string {
  return `build:${service}@${version}`;
}
