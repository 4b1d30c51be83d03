/**
 * # src/adapters/opsgenie
 *
 * Alerts as Opsgenie takes them behind the port `Pager`: also those of Jira Service Management,
 * which goes on with the same calls below another address.
 */

import { z } from 'zod';
import { UpstreamError } from '../../ports/errors.ts';
import type { Pager } from '../../ports/pager.ts';
import { vendorKey } from '../http/vendor-key.ts';
import { below, callVendor, maybeParse, parseSaid } from '../http/vendor-call.ts';

/** Where alerts go, and the key of an API integration there: it may create and close them. */
export type OpsgenieOptions = {
  readonly url: string;
  readonly key: string;
  readonly fetch: typeof fetch;
};

const system = 'Opsgenie';
const accepted = z.object({ requestId: z.string() });
const refused = z.object({
  message: z.string(),
  errors: z.record(z.string(), z.string()).optional(),
});

/** What the Alert API takes at most. */
const most = { message: 130, alias: 512, description: 15_000 };
const priority = { critical: 'P1', error: 'P2' } as const;

/**
 * Calls people by Opsgenie's Alert API v2. An open alert only counts what comes under its alias
 * again and calls nobody, so whoever did not answer gets an alert of its own.
 */
export function opsgeniePager(options: OpsgenieOptions): Pager {
  return {
    page: ({ service, key, summary, severity, link, again }) =>
      ask(options, `paging for ${service}`, 'v2/alerts', {
        message: clipped(summary, most.message),
        alias: again ? againOf(key) : aliasOf(key),
        description: clipped(
          link === null ? summary : `${summary}\n\nThe release in Slack: ${link}`,
          most.description,
        ),
        entity: service,
        source: 'Davy',
        priority: priority[severity],
        details: { service, key, ...(link === null ? {} : { link }) },
      }),
    async resolve(service, key) {
      for (const alias of [aliasOf(key), againOf(key)])
        await ask(
          options,
          `resolving the page for ${service}`,
          `v2/alerts/${encodeURIComponent(alias)}/close`,
          { source: 'Davy' },
          [['identifierType', 'alias']],
        );
    },
  };
}

function aliasOf(key: string): string {
  return vendorKey(key, most.alias - againMark.length);
}

function againOf(key: string): string {
  return aliasOf(key) + againMark;
}

const againMark = ':again';

/** 202 means that it will be done: also for the end of an alert that never was. */
async function ask(
  { url, key, fetch }: OpsgenieOptions,
  doing: string,
  path: string,
  body: object,
  parameters: readonly (readonly [string, string])[] = [],
): Promise<void> {
  const said = await callVendor(
    { system, fetch, brief: true },
    doing,
    below(url, path, parameters),
    {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `GenieKey ${key}` },
      body: JSON.stringify(body),
    },
  );
  if (said.status === 202) {
    parseSaid(system, doing, said, accepted);
    return;
  }
  const why = maybeParse(said, refused);
  const reasons = why ? [why.message, ...Object.values(why.errors ?? {})].join('; ') : '';
  throw new UpstreamError(
    system,
    `${doing}: it refuses the alert, so check the key and the address ` +
      `(${reasons.slice(0, 300) || `HTTP ${said.status}`})`,
    { cause: new Error(`HTTP ${said.status}: ${said.text.slice(0, 300)}`) },
  );
}

/** Counted as they count, in UTF-16; half a character at the end would be refused. */
function clipped(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).toWellFormed()}…`;
}
