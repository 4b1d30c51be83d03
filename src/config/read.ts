import { type Document, isNode, LineCounter, parseDocument, visit } from 'yaml';
import { davyYml, type DavyYml, serviceEntry } from './davy-yml.ts';
import { explain, positionOf } from './faults.ts';
import { hiddenIn } from './entries/hidden-secret.ts';
import { keysAt } from './known-keys.ts';
import { withLines } from './lines.ts';

/** Something wrong in davy.yml: where it is, and what to write instead. */
export type Fault = {
  readonly line: number;
  readonly column: number;
  readonly at: string;
  readonly message: string;
};

/** Reads davy.yml. Every fault is found at once, each with its place. */
export function readDavyYml(
  text: string,
  env: Readonly<Record<string, string | undefined>>,
): { readonly config: DavyYml } | { readonly faults: readonly Fault[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: true,
    strict: true,
    prettyErrors: false,
    version: '1.2',
  });
  const broken = [...document.errors, ...document.warnings].map(({ pos, message }) =>
    fault(lines, pos[0], '', message),
  );
  if (broken.length > 0) return { faults: broken };

  const aliases = aliasesIn(document);
  if (aliases.length > 0)
    return {
      faults: aliases.map((offset) =>
        fault(lines, offset, '', 'aliases (*name) are not read here: write the value out'),
      ),
    };

  const schema = davyYml(env);
  const written: unknown = document.toJS({ maxAliasCount: 0 });
  const parsed = schema.safeParse(written);
  const hidden = hiddenIn(written).map((path) =>
    fault(lines, positionOf(document, path, false), path.join('.'), secretFault(path)),
  );
  if (parsed.success && hidden.length > 0) return { faults: sorted(hidden) };
  if (parsed.success) {
    const lined = withLines(parsed.data, written, serviceEntry(env));
    if ('config' in lined) return lined;
    return {
      faults: sorted(
        lined.faults.map(({ path, message }) =>
          fault(lines, positionOf(document, path, false), path.join('.'), message),
        ),
      ),
    };
  }
  const keys = (path: readonly PropertyKey[]) =>
    keysAt(schema, path, (place) => valueAt(document, place));
  const faults = parsed.error.issues.flatMap((issue) =>
    explain(issue, keys).map(({ path, message, onKey }) =>
      fault(lines, positionOf(document, path, onKey), path.join('.'), message),
    ),
  );
  return { faults: sorted([...faults, ...hidden]) };
}

/** What to write instead of an address with a secret in it. */
function secretFault(path: readonly (string | number)[]): string {
  const instead =
    path.at(-1) === 'repository'
      ? 'give it to git with a credential helper or an SSH key'
      : 'take it out of the address; where Davy needs it there is a variable, see README';
  return `a secret does not belong into this file: ${instead}`;
}

function sorted(faults: readonly Fault[]): readonly Fault[] {
  return faults.toSorted((a, b) => a.line - b.line || a.column - b.column);
}

function valueAt(document: Document.Parsed, path: readonly PropertyKey[]): unknown {
  const node: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
  return isNode(node) ? node.toJS(document) : undefined;
}

/** An alias can make ten lines mean a gigabyte, and nobody needs one here. */
function aliasesIn(document: ReturnType<typeof parseDocument>): readonly number[] {
  const found: number[] = [];
  visit(document, { Alias: (_, node) => void found.push(node.range?.[0] ?? 0) });
  return found;
}

function fault(lines: LineCounter, offset: number, at: string, message: string): Fault {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col), at, message };
}

/** One line per fault, as the start of Davy prints them. */
export function printFault(file: string, { line, column, at, message }: Fault): string {
  return `${file}:${line}:${column}  ${at === '' ? '' : `${at}: `}${message}`;
}
