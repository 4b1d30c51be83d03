/** No file has a longer path; whatever says so belongs to nobody, and everybody is asked. */
const pathMost = 4_096;

/** What stands at one place of a pattern: a sign itself, or one of the four wild ones. */
type Part = '?' | '*' | '**' | '**/' | { readonly sign: string };

/**
 * Whether a path is of the form that davy.yml writes: `*` stays within a folder, `**` goes through
 * folders, `?` is one sign, and a folder means all that is in it. All ways through the pattern are
 * followed at once, so the cost is path times pattern, whatever either says; a regular expression
 * tries them one after the other, and `*a*a*a*a*b` takes it seconds.
 */
export function pathForm(glob: string): (path: string) => boolean {
  const whole = glob.endsWith('/') ? `${glob}**` : glob;
  const [head = '', ...more] = whole.split(/[*?]+/);
  const tail = more.at(-1)?.replace(/^\//, '') ?? '';
  const parts = partsOf(whole);
  const start = reached(parts, [0]);
  return (path) => {
    if (path.length > pathMost || !path.startsWith(head) || !path.endsWith(tail)) return false;
    let places: ReadonlySet<number> = start;
    for (const sign of path) {
      places = reached(
        parts,
        [...places].flatMap((place) => after(parts[place], place, sign)),
      );
      if (places.size === 0) return false;
    }
    return places.has(parts.length);
  };
}

/** Where a place leads with the next sign of the path; half a place further is within folders. */
function after(part: Part | undefined, place: number, sign: string): readonly number[] {
  if (!Number.isInteger(place)) return sign === '/' ? [place, place + 0.5] : [place];
  if (part === undefined) return [];
  if (part === '**') return [place];
  if (part === '**/') return sign === '/' ? [place + 0.5, place + 1] : [place + 0.5];
  if (part === '*') return sign === '/' ? [] : [place];
  if (part === '?') return sign === '/' ? [] : [place + 1];
  return part.sign === sign ? [place + 1] : [];
}

/** These places, and those behind what may be nothing at all. */
function reached(parts: readonly Part[], places: readonly number[]): ReadonlySet<number> {
  const all = new Set<number>();
  for (const from of places)
    for (let place = from; !all.has(place); place += 1) {
      all.add(place);
      const part = parts[place];
      if (part !== '*' && part !== '**' && part !== '**/') break;
    }
  return all;
}

function partsOf(glob: string): readonly Part[] {
  return glob
    .split(/(\*\*\/|\*\*|\*|\?)/)
    .flatMap((part): readonly Part[] =>
      part === '?' || part === '*' || part === '**' || part === '**/'
        ? [part]
        : Array.from(part, (sign) => ({ sign })),
    );
}
