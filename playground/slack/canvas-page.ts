import type { Canvas } from './entry.ts';
import { type Asked, sendText } from './request.ts';
import type { World } from './world.ts';

/** Answers the address of a canvas with what it says; anything else is not there. */
export function serveCanvas(world: World, asked: Asked): void {
  const [, team, id = ''] = asked.path;
  const canvas = team === world.workspace.teamId ? world.state().canvases.get(id) : undefined;
  if (canvas === undefined) return sendText(asked, 404, 'Not found');
  sendText(asked, 200, pageOf(canvas), { 'content-type': 'text/html; charset=utf-8' });
}

const style = `
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
body { color-scheme: light dark }
table { border-collapse: collapse }
td, th { border: 1px solid #8886; padding: .3rem .6rem; text-align: left; vertical-align: top }
div { overflow-x: auto }
`;

function pageOf({ title, markdown }: Canvas): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>${safe(title)}</title>
<style>${style}</style>
<main><h1>${safe(title)}</h1>${markdown.split('\n\n').map(blockOf).join('\n')}</main></html>`;
}

function blockOf(block: string): string {
  const lines = block.split('\n');
  const heading = /^(#{1,3}) (.*)$/.exec(block);
  if (heading?.[1] !== undefined)
    return `<h${heading[1].length + 1}>${inline(heading[2] ?? '')}</h${heading[1].length + 1}>`;
  if (block.startsWith('|'))
    return `<div><table>${lines
      .filter((_, i) => i !== 1)
      .map((line, i) => rowOf(line, i === 0 ? 'th' : 'td'))
      .join('')}</table></div>`;
  if (block.startsWith('- '))
    return `<ul>${lines.map((line) => `<li>${inline(line.slice(2))}</li>`).join('')}</ul>`;
  return lines.map((line) => (line === '---' ? '<hr>' : `<p>${inline(line)}</p>`)).join('');
}

function rowOf(line: string, cell: 'th' | 'td'): string {
  return `<tr>${line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((text) => `<${cell}>${inline(text.trim())}</${cell}>`)
    .join('')}</tr>`;
}

/** Bold words and links; a sign after a backslash is only itself. */
function inline(text: string): string {
  const kept: string[] = [];
  const hidden = text.replace(/\\(.)/g, (_, sign: string) => `\uE000${kept.push(sign) - 1}\uE000`);
  const drawn = safe(hidden)
    .replace(/\*\*(.+?)\*\*/g, '<strong>$1</strong>')
    .replace(/\[([^\]]+)\]\((https?:[^)\s]+)\)/g, '<a href="$2">$1</a>');
  return drawn.replace(/\uE000(\d+)\uE000/g, (_, index: string) => safe(kept[Number(index)] ?? ''));
}

function safe(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
