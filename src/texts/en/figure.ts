const formats = [0, 1, 2].map(
  (digits) => new Intl.NumberFormat('en-US', { maximumFractionDigits: digits }),
);
const small = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 2 });
const exact = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 12 });

/** A measured value with the digits a person reads: 405, 41.3, 2.14, 0.98, 0.012. */
export function figure(value: number): string {
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : 2;
  return (size < 0.1 ? small : (formats[digits] ?? small)).format(value);
}

/** The same beside its limit: what is over it must not read as if it were at it. */
export function figureBeside(value: number, limit: number): string {
  return value !== limit && figure(value) === figure(limit) ? exact.format(value) : figure(value);
}

/** A figure with its unit: `405 ms`, `98.7%`. */
export function withUnit(said: string, unit: string): string {
  const name = unit.trim();
  return name === '' || name.startsWith('%') ? `${said}${name}` : `${said} ${name}`;
}
