/** What a package URL tells of a build: `pkg:type/namespace/name@version?qualifiers#subpath`. */
export type Purl = {
  readonly name: string;
  readonly version: string | undefined;
  /** The digest of a container image, with where it is. */
  readonly image: string | undefined;
  readonly commit: string | undefined;
};

/** Reads one; null for what is none. */
export function readPurl(text: string): Purl | null {
  const [, type = '', path = '', version, query = ''] =
    /^pkg:([a-z0-9.+-]+)\/([^@?#]+)(?:@([^?#]+))?(?:\?([^#]*))?/i.exec(text) ?? [];
  const name = plain(path.split('/').at(-1) ?? '');
  if (name === null || name === '') return null;
  const said = version === undefined ? undefined : (plain(version) ?? undefined);
  const qualifiers = new URLSearchParams(query);
  const [, commit] = /@([0-9a-f]{40})$/.exec(qualifiers.get('vcs_url') ?? '') ?? [];
  // An image has its digest where others have their version, and its version as a tag.
  const isImage = type.toLowerCase() === 'oci' || type.toLowerCase() === 'docker';
  if (!isImage) return { name, version: said, image: undefined, commit };
  const place = qualifiers.get('repository_url');
  const isDigest = said?.startsWith('sha256:') === true;
  return {
    name,
    version: qualifiers.get('tag') ?? undefined,
    image: isDigest ? (place === null ? said : `${place}@${said}`) : undefined,
    commit,
  };
}

function plain(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
