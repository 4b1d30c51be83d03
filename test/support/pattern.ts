/** A pattern that is too long for one line, made of its parts in their order. */
export function pattern(...parts: readonly RegExp[]): RegExp {
  return new RegExp(parts.map(({ source }) => source).join(''), parts[0]?.flags);
}
