type Context = Readonly<Record<string, readonly string[]>>;

/** What policies may know of a thing by its tags: under AWS's own key, and under the service's. */
export function tagContext(
  service: string,
  tags: ReadonlyMap<string, string> | undefined,
): Context {
  return Object.fromEntries(
    [...(tags ?? [])].flatMap(([key, value]) => [
      [`aws:ResourceTag/${key}`, [value]],
      [`${service}:ResourceTag/${key}`, [value]],
    ]),
  );
}

/** What policies may know of the tags in a request. */
export function requestTags(tags: ReadonlyMap<string, string>): Context {
  return {
    'aws:TagKeys': [...tags.keys()],
    ...Object.fromEntries([...tags].map(([key, value]) => [`aws:RequestTag/${key}`, [value]])),
  };
}
