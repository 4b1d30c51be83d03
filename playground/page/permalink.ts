/** A place in a conversation: a room and, in it, a thread. */
export type Spotted = { readonly channel: string; readonly ts: string | undefined };

/** Where a permalink of this workspace leads; undefined for every other address. */
export function spottedBy(url: URL): Spotted | undefined {
  const [, channel, digits] = /^\/archives\/([CD][A-Z0-9]+)(?:\/p(\d+))?/.exec(url.pathname) ?? [];
  if (channel === undefined || url.origin !== location.origin) return undefined;
  const own = digits === undefined ? undefined : `${digits.slice(0, -6)}.${digits.slice(-6)}`;
  return { channel, ts: url.searchParams.get('thread_ts') ?? own };
}

/**
 * Where a click leads within the workspace; Slack opens its own links in place, and so does this
 * page.
 */
export function spottedByClick(event: MouseEvent): Spotted | undefined {
  if (event.ctrlKey || event.metaKey || event.shiftKey || !(event.target instanceof Element))
    return undefined;
  const link = event.target.closest('a');
  return link === null || link.href === '' ? undefined : spottedBy(new URL(link.href));
}
