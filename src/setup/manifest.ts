/** The manifest of the Slack app with Davy's address in it; null for Socket Mode. */
export function manifestFor(manifest: string, address: string | null): string {
  // What its first lines say was done just now.
  const pasted = manifest.replace(/^(#.*\n)+/, '');
  return address === null
    ? pasted.replace('socket_mode_enabled: false', 'socket_mode_enabled: true')
    : pasted.replaceAll('https://davy.example.com', address.replace(/(?<!\/)\/+$/, ''));
}
