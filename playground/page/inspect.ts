import { colour, contrast, ground, over } from './ink.ts';

/**
 * What somebody who looks at a message would complain of: cut, overlapping, too wide, too faint,
 * without a name. Each with the picture it is in. Other colours move nothing: `ink` looks at them
 * alone.
 */
export function complaints(of: 'all' | 'ink' = 'all'): readonly string[] {
  return [...document.querySelectorAll('.picture-of')].flatMap((picture) => {
    const message = picture.querySelector('.message');
    if (message === null) return [`${picture.id}: there is nothing`];
    const found =
      of === 'ink'
        ? faint(message)
        : [
            ...tooWide(picture, message),
            ...cutText(message),
            ...overlaps(message),
            ...faint(message),
            ...nameless(message),
          ];
    return [...new Set(found)].map((fault) => `${picture.id}: ${fault}`);
  });
}

const words = (node: Node) => (node.textContent ?? '').trim().replaceAll(/\s+/g, ' ').slice(0, 50);
const seen = (node: Element) =>
  node.closest('.unseen') === null && node.checkVisibility() && node.getClientRects().length > 0;
/** Wide things may scroll in a box of their own, as they do in Slack. */
const scrolls = (node: Element) => node.closest('.table, pre') !== null;

function tooWide(picture: Element, message: Element): readonly string[] {
  const edge = picture.getBoundingClientRect().right;
  const wide = [...message.querySelectorAll('*')].filter(
    (node) =>
      seen(node) &&
      (!scrolls(node) || node.matches('.table, pre')) &&
      node.getBoundingClientRect().right > edge + 1,
  );
  return wide.slice(0, 1).map((node) => `wider than its column: ${node.tagName} ${words(node)}`);
}

function cutText(message: Element): readonly string[] {
  const cut = [...message.querySelectorAll<HTMLElement>('*')].filter((node) => {
    if (!(node instanceof HTMLElement) || !seen(node) || node.matches('.table, pre')) return false;
    const hides = getComputedStyle(node).overflow !== 'visible';
    return (
      hides &&
      (node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 1)
    );
  });
  const outside = [...message.querySelectorAll('.chart svg[role=img] text')].filter((text) => {
    const box = text.getBoundingClientRect();
    const frame = text.closest('svg')?.getBoundingClientRect();
    return (
      frame !== undefined &&
      (box.left < frame.left - 1 ||
        box.right > frame.right + 1 ||
        box.top < frame.top - 1 ||
        box.bottom > frame.bottom + 1)
    );
  });
  return [...cut, ...outside].map((node) => `cut: ${words(node)}`);
}

/** No two pieces of text may lie over each other, nor two blocks. */
function overlaps(message: Element): readonly string[] {
  const pieces: readonly { readonly node: Node; readonly boxes: readonly DOMRect[] }[] = [
    ...textIn(message).map((node) => ({ node, boxes: lines(node) })),
    ...[...message.querySelectorAll('.press')].map((node) => ({
      node,
      boxes: [node.getBoundingClientRect()],
    })),
  ];
  const apart = (a: Node, b: Node) => !a.contains(b) && !b.contains(a);
  return pieces.flatMap((one, i) =>
    pieces
      .slice(i + 1)
      .filter(
        (other) =>
          apart(one.node, other.node) &&
          one.boxes.some((a) => other.boxes.some((b) => overlap(a, b))),
      )
      .map((other) => `"${words(one.node)}" lies over "${words(other.node)}"`),
  );
}

function textIn(message: Element): readonly Text[] {
  const walker = document.createTreeWalker(message, NodeFilter.SHOW_TEXT);
  const found: Text[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (
      node instanceof Text &&
      words(node) !== '' &&
      parent !== null &&
      seen(parent) &&
      parent.tagName !== 'TITLE' &&
      parent.tagName !== 'title'
    )
      found.push(node);
  }
  return found;
}

function lines(text: Text): readonly DOMRect[] {
  const range = document.createRange();
  range.selectNodeContents(text);
  return [...range.getClientRects()];
}

/** Lines of text have air above and below that may touch. */
function overlap(a: DOMRect, b: DOMRect): boolean {
  return (
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1.5 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4
  );
}

function faint(message: Element): readonly string[] {
  const parents = new Set(
    textIn(message).flatMap((text) => (text.parentElement === null ? [] : [text.parentElement])),
  );
  return [...parents].flatMap((node) => {
    const style = getComputedStyle(node);
    const behind = ground(node);
    const ink = over(colour(node instanceof SVGElement ? style.fill : style.color), behind);
    const big =
      Number.parseFloat(style.fontSize) >= 24 ||
      (Number.parseFloat(style.fontSize) >= 18.5 && Number(style.fontWeight) >= 700);
    const ratio = contrast(ink, behind);
    return ratio < (big ? 3 : 4.5) ? [`too faint (${ratio.toFixed(1)}): ${words(node)}`] : [];
  });
}

function nameless(message: Element): readonly string[] {
  const things = [
    ...message.querySelectorAll(
      'img, button, a, summary, [role=img], [role=button], [role=region], [role=progressbar]',
    ),
  ].filter((node) => node.closest('[aria-hidden=true]') === null);
  const decoration = (node: Element) =>
    node instanceof HTMLImageElement && node.classList.contains('avatar');
  return things
    .filter(
      (node) =>
        !decoration(node) &&
        (
          node.getAttribute('aria-label') ??
          node.getAttribute('alt') ??
          node.getAttribute('title') ??
          node.textContent ??
          ''
        ).trim() === '',
    )
    .map((node) => `without a name: ${node.outerHTML.slice(0, 80)}`);
}
