import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { methods } from '../../../playground/slack/api/call.ts';

/** Slack's own catalogue of 2021; it is not ours to ship, so the folder is named from outside. */
const file = join(process.env['VENDOR_SPECS'] ?? '', 'slack.slice.json');

/** Codes Slack added, or documents elsewhere, since that catalogue was written. */
const newer = [
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_blocks_too_long',
  'invalid_metadata_format',
  'metadata_too_large',
  'no_text',
  'msg_too_long',
  'not_in_channel',
  'invalid_thread_ts',
  'thread_not_found',
  'is_archived',
  'is_inactive',
  'invalid_cursor',
  'channel_not_found',
  'no_such_subteam',
];

type Catalogue = {
  paths: Record<
    string,
    Record<
      string,
      { responses: Record<string, { schema?: { properties?: { error?: { enum?: string[] } } } }> }
    >
  >;
};

if (!existsSync(file))
  console.warn(
    "LEFT OUT: the local Slack's errors against Slack's own catalogue; " +
      'set VENDOR_SPECS to a folder that holds slack.slice.json',
  );

describe.skipIf(!existsSync(file))('every error this Slack answers', () => {
  const catalogue = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as Catalogue)
    : { paths: {} };
  const documented = (method: string) =>
    Object.values(catalogue.paths[`/${method}`] ?? {}).flatMap(
      (operation) => operation.responses['default']?.schema?.properties?.error?.enum ?? [],
    );

  it.each(Object.entries(methods).filter(([name]) => documented(name).length > 0))(
    'is documented for %s',
    (name, method) => {
      const known = new Set([...documented(name), ...newer]);
      expect(method.errors.filter((error) => !known.has(error))).toEqual([]);
    },
  );
});
