const unitMs: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** A length of time somebody typed (ms), or a number that lacks its unit. */
export type TypedSpan =
  | { readonly kind: 'span'; readonly ms: number }
  | { readonly kind: 'no-unit'; readonly number: string };

/**
 * Reads `90s`, `45m`, `2d` or `1h30m`, so that each command takes the same words for a time. Null
 * when it is no length of time.
 */
export function readSpan(word: string | undefined): TypedSpan | null {
  const said = word?.toLowerCase() ?? '';
  if (/^\d{1,5}$/.test(said)) return { kind: 'no-unit', number: said };
  if (!/^(\d{1,5}d)?(\d{1,5}h)?(\d{1,5}m)?(\d{1,5}s)?$/.test(said) || said === '') return null;
  const ms = [...said.matchAll(/(?<!\d)(\d+)([smhd])/g)].reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (unitMs[unit] ?? 0),
    0,
  );
  return { kind: 'span', ms };
}
