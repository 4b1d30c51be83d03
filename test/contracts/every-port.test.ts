import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';

/** A port: a type that can be asked, and the names of what it can be asked. */
type Port = { readonly name: string; readonly calls: readonly string[] };

/**
 * `Ports` is the bundle of all ports, and is asked for nothing but them; an `Order` is handed to a
 * fleet, whose laws say what it has to ask of it.
 */
const noPorts: readonly string[] = ['Ports', 'Order'];

/** Every exported type that has something to call; types of data have nothing. */
function portsIn(source: string): readonly Port[] {
  const bare = source.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
  return bare.split(/^(?=export )/m).flatMap((piece) => {
    const [, name = '', body = ''] = /^export type (\w+) =([\s\S]*)/.exec(piece) ?? [];
    if (noPorts.includes(name) || body === '') return [];
    if (/^\s*\(/.test(body)) return [{ name, calls: [] }];
    const calls = [...body.matchAll(/^ {2}(?:readonly )?(\w+)(?:\(|: \([^)]*\) =>)/gm)];
    return calls.length > 0 ? [{ name, calls: calls.map(([, call = '']) => call) }] : [];
  });
}

/** `ErrorTracker` → `error-tracker`. */
function fileNameOf(port: string): string {
  return port.replace(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}

/** What the suite of a port lacks: the suite itself, or a call that no law makes. */
function lacking({ name, calls }: Port, suites: ReadonlyMap<string, string>): readonly string[] {
  const own = [...suites].filter(([file]) => file.startsWith(fileNameOf(name)));
  if (!own.some(([file]) => file.endsWith('.test.ts'))) return [`${name} has no suite`];
  const text = own.map(([, said]) => said).join('\n');
  return calls
    .filter((call) => !text.includes(`.${call}(`))
    .map((call) => `no law of ${name} calls ${call}`);
}

/** The log is no port of the world: whoever writes to it hears nothing back. */
const sources = globSync('src/ports/*.ts')
  .filter((file) => basename(file) !== 'log.ts')
  .map((file) => readFileSync(file, 'utf8'));
const ports = sources.flatMap(portsIn);
const suites = new Map(
  globSync('test/contracts/*.ts').map((file) => [basename(file), readFileSync(file, 'utf8')]),
);

describe('every port', () => {
  it('has a contract suite whose laws make each of its calls', () => {
    expect(ports.flatMap((port) => lacking(port, suites))).toEqual([]);
  });

  it('is read whole', () => {
    const ledger = ports.find(({ name }) => name === 'Ledger');
    expect(ledger?.calls.slice(0, 2)).toEqual(['decide', 'claim']);
    expect(ledger?.calls.at(-1)).toBe('close');
  });

  it('is found, and nothing else is', () => {
    expect(ports.map(({ name }) => name).toSorted()).toEqual([
      'Clock',
      'DeployRecords',
      'ErrorTracker',
      'Fleet',
      'HomeTabs',
      'JobNotes',
      'Jobs',
      'Ledger',
      'LedgerReaders',
      'LedgerShelves',
      'Meter',
      'NewsSink',
      'Noticeboard',
      'Pager',
      'People',
      'Reports',
      'RollbackOrders',
      'Source',
      'Tickets',
    ]);
  });

  it('that is new would be missed, and so would a new call', () => {
    const news = portsIn(
      [
        '/** Where secrets are. */',
        'export type SecretStore = {',
        '  /** Reads (one). */',
        '  read(name: string): Promise<string>;',
        '};',
        '',
        'export type Pager = {',
        '  page(page: { readonly key: string }): Promise<void>;',
        '  readonly silence: (key: string) => Promise<void>;',
        '};',
        '',
        "export type Count = { readonly of: number; readonly kind: 'a' | 'b' };",
        '',
      ].join('\n'),
    );
    expect(news.map(({ name }) => name)).toEqual(['SecretStore', 'Pager']);
    expect(news.flatMap((port) => lacking(port, suites))).toEqual([
      'SecretStore has no suite',
      'no law of Pager calls silence',
    ]);
  });
});
