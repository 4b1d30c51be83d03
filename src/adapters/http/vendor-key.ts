import { createHash } from 'node:crypto';

/** Vendors take keys of so many characters; a longer one keeps its head, and its hash tells it. */
export function vendorKey(key: string, most: number): string {
  return key.length <= most
    ? key
    : `${key.slice(0, most - 65)}-${createHash('sha256').update(key).digest('hex')}`;
}
