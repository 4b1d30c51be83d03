import { productOf } from '../../release/state/line-name.ts';

/**
 * A query with its values filled in, and the selectors that name the version: their samples tell
 * how fresh the answer is.
 */
export type FilledQuery = { readonly query: string; readonly selectors: readonly string[] };

/** What may stand in a query: nothing here can end a string, open a selector or call a function. */
const safeValue = /^[A-Za-z0-9][A-Za-z0-9._+@:-]{0,127}$/;

const string = /(?<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)/.source;
const bare = /(?<bare>\{(?:version|service)\})/.source;
// A string without an end is all the rest: nobody looks for its end at each quote in it.
const other = /(?<other>[^"'`{]+|\{|["'`][^]*)/.source;
const part = new RegExp(`${string}|${bare}|${other}`, 'gs');

/**
 * Fills `{version}` and `{service}` in as label values; undefined when a value is not of a form
 * that is safe to ask with.
 */
export function fillQuery(
  template: string,
  values: { readonly version: string; readonly service: string },
): FilledQuery | undefined {
  if (!safeValue.test(values.version) || !safeValue.test(values.service)) return undefined;
  const pieces: string[] = [];
  const versioned = new Set<number>();
  let before = '';
  for (const { groups = {} } of template.matchAll(part)) {
    const { string: text, bare, other } = groups;
    if (/\{version\}/.test(text ?? bare ?? '')) versioned.add(pieces.length);
    if (text !== undefined) pieces.push(substituted(text, values, before));
    else if (bare !== undefined) pieces.push(`"${substituted(bare, values, before)}"`);
    else pieces.push(other ?? '');
    before = other ?? '';
  }
  return { query: pieces.join(''), selectors: selectorsIn(pieces, versioned) };
}

/**
 * In a regular expression the value must mean only itself; backslashes are doubled where the quotes
 * want it.
 */
function substituted(
  text: string,
  values: Readonly<Record<string, string>>,
  before: string,
): string {
  const slash = text.startsWith('`') ? '\\' : '\\\\';
  const isPattern = /[=!]~\s*$/.test(before);
  return text.replaceAll(/\{(version|service)\}/g, (_, name: string) => {
    const value = values[name] ?? '';
    return isPattern ? value.replaceAll(/[.+]/g, (sign) => `${slash}${sign}`) : value;
  });
}

/**
 * Selectors whose braces hold a version: the metric name before the brace, up to the closing one.
 */
function selectorsIn(pieces: readonly string[], versioned: ReadonlySet<number>): string[] {
  const found = new Set<string>();
  let open: { text: string; versioned: boolean } | undefined;
  let metric = '';
  pieces.forEach((piece, at) => {
    if (open === undefined) {
      if (piece === '{') open = { text: `${metric}{`, versioned: false };
      metric = /(?<![\w:])([A-Za-z_:][\w:]*)\s*$/.exec(piece)?.[1] ?? '';
      return;
    }
    const end = /^["'`]/.test(piece) ? -1 : piece.indexOf('}');
    open = {
      text: open.text + (end === -1 ? piece : piece.slice(0, end + 1)),
      versioned: open.versioned || versioned.has(at),
    };
    if (end === -1) return;
    if (open.versioned) found.add(open.text);
    open = undefined;
    metric = /(?<![\w:])([A-Za-z_:][\w:]*)\s*$/.exec(piece.slice(end + 1))?.[1] ?? '';
  });
  return [...found];
}

/** The series of one build, by the label that holds its version; null where that is not safe. */
export function ownSelector(
  {
    metric,
    label,
    where,
  }: { readonly metric: string; readonly label: string; readonly where: string | null },
  service: string,
  version: string,
): string | null {
  const more = where === null ? '' : `,${where}`;
  const template = `${metric}{${label}="{version}"${more}}`;
  return fillQuery(template, { service: productOf(service), version })?.query ?? null;
}
