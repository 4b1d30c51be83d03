import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { z } from 'zod';
import { readDavyYml } from '../../src/config/read.ts';

type Schema = {
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | false;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
};

const Schema: z.ZodType<Schema> = z.lazy(() =>
  z.object({
    const: z.unknown().exactOptional(),
    properties: z.record(z.string(), Schema).exactOptional(),
    additionalProperties: z.union([Schema, z.literal(false)]).exactOptional(),
    items: Schema.exactOptional(),
    anyOf: z.array(Schema).exactOptional(),
    oneOf: z.array(Schema).exactOptional(),
  }),
);

/** One key of one object of davy.yml, and a file with nothing in it but that key, misspelt. */
type Misspelt = { readonly at: string; readonly key: string; readonly file: unknown };

/** `around` puts an object where this schema stands in the file. */
function misspeltIn(
  schema: Schema,
  at: string,
  around: (value: unknown) => unknown,
): readonly Misspelt[] {
  const { properties = {}, additionalProperties, items, anyOf = [], oneOf = [] } = schema;
  const entries = Object.entries(properties);
  const fixed = Object.fromEntries(
    entries.flatMap(([key, one]) => (one.const === undefined ? [] : [[key, one.const]])),
  );
  const name = (key: string) => (at === '' ? key : `${at}.${key}`);
  return [
    ...entries.map(([key]) => {
      const { [key]: _, ...others } = fixed;
      return { at, key, file: around({ ...others, [`${key}${key.at(-1)}`]: 1 }) };
    }),
    ...entries.flatMap(([key, one]) =>
      misspeltIn(one, name(key), (value) => around({ ...fixed, [key]: value })),
    ),
    ...(additionalProperties
      ? misspeltIn(additionalProperties, name('board'), (value) => around({ board: value }))
      : []),
    ...(items ? misspeltIn(items, name('0'), (value) => around([value])) : []),
    ...[...anyOf, ...oneOf].flatMap((one) => misspeltIn(one, at, around)),
  ];
}

const whole = Schema.parse(JSON.parse(readFileSync('davy.schema.json', 'utf8')));

function faultsOf(file: unknown): readonly string[] {
  const read = readDavyYml(stringify(file), {});
  return 'faults' in read ? read.faults.map(({ at, message }) => `${at}: ${message}`) : [];
}

describe('a misspelt key of davy.yml', () => {
  const all = misspeltIn(whole, '', (value) => value);

  it('is looked for in every object that the file may hold', () => {
    const places = new Set(all.map(({ at }) => at));
    for (const place of ['', 'summaries', 'services.board', 'services.board.teams.board'])
      expect(places).toContain(place);
    for (const place of ['watch.prometheus.0', 'pager.second', 'release.reconnects'])
      expect(places).toContain(`services.board.${place}`);
    expect(all.length).toBeGreaterThan(60);
  });

  // A misspelt kind leaves open which keys may follow, so its own fault says what may be written.
  const choosing: readonly string[] = ['kind', 'run'];
  const chooses = ({ at, key }: Misspelt) => choosing.includes(key) && !at.endsWith('.may');
  it.each(all.filter((one) => !chooses(one)).map((one) => [one.at, one.key, one.file]))(
    'in "%s" is told that %s was meant',
    (at, key, file) => {
      const wrong = `${key}${key.at(-1)}`;
      expect(faultsOf(file)).toContain(
        `${at === '' ? '' : `${at}.`}${wrong}: "${wrong}" is not known. Did you mean ${key}?`,
      );
    },
  );

  it.each(all.filter(chooses).map((one) => [one.at, one.key, one.file]))(
    'in "%s" is told what %s there is',
    (at, key, file) => {
      expect(faultsOf(file).join('\n')).toMatch(new RegExp(`${at}.${key}: write ${key}: `));
    },
  );

  it('is never told a key that may not stand there', () => {
    const board = (entry: object) => ({ services: { board: entry } });
    const pager = { kind: 'pagerduty', second: { kind: 'slack', routing_kye: 'x' } };
    expect(faultsOf(board({ pager, jira: { channel: 'x' } }))).toEqual(
      expect.arrayContaining([
        'services.board.pager.second.routing_kye: "routing_kye" is not known here. Take it out',
        'services.board.jira.channel: "channel" is not known here. Take it out',
      ]),
    );
  });
});
