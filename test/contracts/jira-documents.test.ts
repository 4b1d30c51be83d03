import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startJira } from '../../playground/jira/start.ts';
import { jiraTickets } from '../../src/adapters/jira/tickets.ts';
import { misfits, type Schema, type Schemas } from '../support/json-schema.ts';

type Operation = {
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly schema: Schema;
  }[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
  };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> }>
  >;
};
type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Schemas };
};
type Exchange = {
  readonly method: string;
  readonly url: URL;
  readonly sent: unknown;
  readonly status: number;
  readonly came: unknown;
};

/** A folder with Atlassian's published API document; it is not ours to keep here. */
const folder = process.env['VENDOR_SPECS'];
const documentOf = (version: number): Document | undefined => {
  const file = join(folder ?? '', `jira-v${version}.slice.json`);
  return folder !== undefined && existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : undefined;
};
const document = documentOf(2);
const newer = documentOf(3);
if (document === undefined || newer === undefined)
  console.warn(
    "LEFT OUT: requests to Jira and the local Jira's answers against Atlassian's published " +
      'API document; set VENDOR_SPECS to a folder that holds jira-v2.slice.json and ' +
      'jira-v3.slice.json',
  );

/** Everything Davy ever says to Jira, and what the local one answers, good and bad. */
async function conversation(): Promise<readonly Exchange[]> {
  const jira = await startJira({
    port: 0,
    email: 'd@example.com',
    token: 't',
    projects: [{ key: 'BRD', name: 'Board' }],
  });
  const heard: Exchange[] = [];
  const listening: typeof fetch = async (url, init) => {
    const answer = await fetch(url, init);
    const text = await answer.clone().text();
    heard.push({
      method: init?.method ?? 'GET',
      url: new URL(url instanceof Request ? url.url : url),
      sent: typeof init?.body === 'string' ? JSON.parse(init.body) : undefined,
      status: answer.status,
      came: text === '' ? undefined : JSON.parse(text),
    });
    return answer;
  };
  const tickets = jiraTickets({
    url: jira.url,
    email: 'd@example.com',
    token: 't',
    fetch: listening,
  });
  await fetch(`${jira.url}/_control/issues`, {
    method: 'POST',
    body: JSON.stringify([
      { key: 'BRD-1', summary: 'One' },
      { key: 'BRD-2', summary: 'Two', type: 'Bug' },
    ]),
  });
  await tickets.makeVersion('BRD', 'board 1');
  await tickets.makeVersion('BRD', '');
  for (const key of ['BRD-1', 'BRD-2', 'BRD-3']) {
    await tickets.read(key);
    await tickets.addVersion(key, 'board 1');
    await tickets.addVersion(key, 'board 2');
    await tickets.move(key, '31');
    await tickets.hasComment(key, 'mark');
    await tickets.comment(key, 'mark', 'text');
    await tickets.hasComment(key, 'mark');
    await tickets.comment(key, 'long', 'x'.repeat(40_000));
    await tickets.read(key);
  }
  await tickets.releaseVersion('BRD', 'board 1', '2026-11-21');
  await tickets.makeVersion('ACC', 'board 1');
  const nobody = jiraTickets({ url: jira.url, email: null, token: 'wrong', fetch: listening });
  await expect(nobody.read('BRD-1')).rejects.toThrow('refuses the token');
  await jira.close();
  return heard;
}

function placeIn(
  { paths }: Document,
  { method, url }: Exchange,
): readonly [string, Operation | undefined] {
  const template = Object.keys(paths).find((path) =>
    new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(url.pathname),
  );
  return [
    template ?? url.pathname,
    template === undefined ? undefined : paths[template]?.[method.toLowerCase()],
  ];
}

/**
 * The document of version 2 draws the fields of a transition as if they were one field; that of
 * version 3 has them by their names.
 */
function schemasOf({ components: { schemas } }: Document): Schemas {
  const fields = newer?.components.schemas['IssueTransition']?.properties?.['fields'];
  return {
    ...newer?.components.schemas,
    ...schemas,
    ...(fields ? { IssueTransitionFields: fields } : {}),
  };
}

/** Where one question or its answer is not as the document has it. */
function faultsOf(spec: Document, exchange: Exchange): readonly string[] {
  const { method, url, sent, status, came } = exchange;
  const [path, operation] = placeIn(spec, exchange);
  const named = schemasOf(spec);
  const name = `${method} ${path} ${status}`;
  if (operation === undefined) return [`${name} is not documented`];
  const asked = [...url.searchParams.keys()].filter(
    (key) => !operation.parameters?.some((known) => known.in === 'query' && known.name === key),
  );
  const body = operation.requestBody?.content['application/json']?.schema;
  const response = operation.responses[String(status)];
  const answer = response?.content?.['application/json']?.schema;
  return [
    ...asked.map((key) => `${name}: the query ${key} is not documented`),
    ...(sent === undefined
      ? []
      : body === undefined
        ? [`${name} takes no body`]
        : misfits(body, sent, `${name} asked`, named)),
    ...(response === undefined ? [`${name}: this status is not documented`] : []),
    ...(came === undefined
      ? []
      : misfits(
          status < 400 ? (answer ?? {}) : { $ref: '#/components/schemas/ErrorCollection' },
          came,
          `${name} came`,
          named,
        )),
  ];
}

describe.skipIf(document === undefined || newer === undefined)(
  "Davy and the local Jira against Atlassian's document",
  () => {
    it('ask and answer only what is documented, refusals too', async () => {
      const heard = await conversation();
      const spec = document!;
      expect(new Set(heard.map(({ method, status }) => `${method} ${status}`))).toEqual(
        new Set([
          'GET 200',
          'POST 201',
          'POST 400',
          'PUT 204',
          'PUT 400',
          'POST 204',
          'GET 404',
          'PUT 404',
          'POST 404',
          'PUT 200',
          'GET 401',
        ]),
      );
      expect([...new Set(heard.flatMap((exchange) => faultsOf(spec, exchange)))]).toEqual([]);
    });

    it('would notice a wrong question, a wrong body and a wrong answer', () => {
      const exchange = {
        method: 'PUT',
        url: new URL('http://x/rest/api/2/version/1?wrong=1'),
        sent: { released: 'yes' },
        status: 200,
        came: { id: 7 },
      };
      expect(faultsOf(document!, exchange)).toEqual([
        'PUT /rest/api/2/version/{id} 200: the query wrong is not documented',
        'PUT /rest/api/2/version/{id} 200 asked.released is no boolean',
        'PUT /rest/api/2/version/{id} 200 came.id is no string',
      ]);
    });
  },
);
