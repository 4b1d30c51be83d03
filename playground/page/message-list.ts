import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { walkMessages } from './focus.ts';
import { html, type Shown } from './html.ts';
import { type Line, speakerOf, tsOf } from './lines.ts';
import { MessageLine } from './message.ts';
import { day } from './moment.ts';
import { useScene } from './scene.ts';

type Given = {
  readonly lines: readonly Line[];
  readonly where: 'room' | 'thread';
  readonly newFrom?: string | undefined;
  readonly label: string;
  readonly children?: Shown;
};

/** Messages in their order; stays at the end while somebody is reading there. */
export function MessageList({ lines, where, newFrom, label, children }: Given): Shown {
  const { me } = useScene();
  const { box, inner, scrolled } = useEnd();
  const firstNew =
    newFrom === undefined
      ? undefined
      : lines.find(
          (line) => tsOf(line) > newFrom && speakerOf(line) !== me.id && line.kind === 'message',
        );
  return html`<div
    class="list"
    ref=${box}
    onScroll=${scrolled}
    onKeyDown=${walkMessages}
    tabindex="0"
    role="log"
    aria-label=${label}
  >
    <div class="inner" ref=${inner}>
      ${children}
      ${lines.map((line, index) => {
        const before = lines[index - 1];
        const newDay = before === undefined || day(tsOf(before), me) !== day(tsOf(line), me);
        return html`<div key=${`${line.kind}${tsOf(line)}`}>
          ${newDay && where === 'room' ? html`<${Day} of=${tsOf(line)} />` : null}
          ${line === firstNew ? html`<div class="day new"><span>New</span></div>` : null}
          <${MessageLine}
            line=${line}
            where=${where}
            follows=${!newDay && belongsTo(before, line)}
          />
        </div>`;
      })}
    </div>
  </div>`;
}

/** Keeps a list at its end while somebody is reading there, also when it grows. */
function useEnd() {
  const box = useRef<HTMLDivElement>(null);
  const inner = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const stick = () => {
    if (box.current !== null && atEnd.current) box.current.scrollTop = box.current.scrollHeight;
  };
  useLayoutEffect(stick);
  useEffect(() => {
    if (inner.current === null) return undefined;
    const watcher = new ResizeObserver(stick);
    watcher.observe(inner.current);
    return () => watcher.disconnect();
  }, []);
  const scrolled = () => {
    if (box.current !== null)
      atEnd.current =
        box.current.scrollHeight - box.current.scrollTop - box.current.clientHeight < 60;
  };
  return { box, inner, scrolled };
}

function Day({ of }: { of: string }): Shown {
  const { me } = useScene();
  return html`<div class="day"><span>${day(of, me)}</span></div>`;
}

function belongsTo(before: Line | undefined, line: Line): boolean {
  if (before === undefined || before.kind !== 'message' || line.kind !== 'message') return false;
  if (
    before.message.user !== line.message.user ||
    line.message.broadcast === true ||
    before.message.broadcast === true
  )
    return false;
  return (
    before.message.blocks === undefined &&
    line.message.blocks === undefined &&
    Number(line.message.ts) - Number(before.message.ts) < 300
  );
}
