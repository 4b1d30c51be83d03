/**
 * What runs on the host, sent by stdin each time and never installed. All of it is one function
 * that is called by the last line: a script that arrives cut in half does nothing.
 *
 * A run's folder holds `pid` (who keeps it), `job` (what runs), `out`, and at the end `rc`. Both
 * processes are written down, with their start and the boot of the host, while the host's lock is
 * held by them: whoever has the lock knows that what is not written there does not exist.
 */

import { keeper, started, starter } from './keeper.ts';

/**
 * The answers: every line of ours begins with a mark that no other output begins with. What a run
 * wrote is sent after the lock is given back, because a wire that stands still would hold it.
 */
const verbs = `say() { printf '\\n%s %s\\n' "$mark" "$*"; }
alive() {
  [ -f "$1" ] && read -r p s b <"$1" && [ "$b" = "$boot" ] && [ "$(started "$p")" = "$s" ]
}
begin() {
  if [ -f "$dir/rc" ]; then
    read -r code how <"$dir/rc"
    if [ "$how" = never ]; then say superseded; else say begun; fi
    return
  fi
  if [ -f "$dir/pid" ]; then say begun; return; fi
  if [ -f "$base/orders/$under" ]; then
    read -r t f <"$base/orders/$under"
    if [ "$t" -gt "$turn" ] || { [ "$t" -eq "$turn" ] && [ "$f" -gt "$fence" ]; }; then
      say superseded
      return
    fi
  fi
  mkdir "$dir" 2>/dev/null || [ -d "$dir" ] || { say cannot-write "$dir"; return; }
  printf '%s %s\\n' "$turn" "$fence" >"$base/orders/$under.new" &&
    mv "$base/orders/$under.new" "$base/orders/$under" ||
    { say cannot-write "$base/orders"; return; }
  launch </dev/null >/dev/null 2>&1 &
  exec 9>&-
  exec 8>>"$base/lock"
  flock -w 1 8 || { say busy; return; }
  if [ -f "$dir/pid" ]; then say begun; else say cannot-write "$dir"; fi
  find "$base/jobs" -mindepth 2 -maxdepth 2 -name rc -mtime +30 2>/dev/null |
    while read -r old; do rm -rf "\${old%/rc}"; done
}
progress() {
  [ -f "$dir/progress" ] || return
  say progress
  head -c 200 "$dir/progress"
}
look() {
  if [ -f "$dir/rc" ]; then
    say ended "$(cat "$dir/rc")"
    exec 9>&-
    progress
    if [ -f "$dir/out.first" ] || [ "$(wc -c <"$dir/out")" -gt 204800 ]; then
      say first
      if [ -f "$dir/out.first" ]; then cat "$dir/out.first"; else head -c 102400 "$dir/out"; fi
      say last
      cat "$dir/out.last" "$dir/out" 2>/dev/null | tail -c 102400
    else
      say whole
      cat "$dir/out" 2>/dev/null
    fi
    return
  fi
  if [ ! -f "$dir/pid" ]; then say none; return; fi
  if alive "$dir/pid" || alive "$dir/job"; then say running; else say lost; fi
  exec 9>&-
  progress
  part=whole
  [ -f "$dir/out.last" ] || [ "$(wc -c <"$dir/out")" -gt 16384 ] && part=last
  say "$part"
  cat "$dir/out.last" "$dir/out" 2>/dev/null | tail -c 16384
}
stop() {
  if [ -f "$dir/rc" ]; then say stopped; return; fi
  mkdir "$dir" 2>/dev/null || [ -d "$dir" ] || { say cannot-write "$dir"; return; }
  if [ ! -f "$dir/pid" ]; then
    : >"$dir/out"
    echo '- never' >"$dir/rc.new" && mv "$dir/rc.new" "$dir/rc" && say stopped
    return
  fi
  with=TERM
  [ -f "$dir/stop" ] && with=KILL
  : >"$dir/stop"
  if ! alive "$dir/pid" && alive "$dir/job"; then kill -s "$with" -- "-$p"; fi
  say stopped
}
`;

/** Single quotes: nothing in the text means anything to the shell. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** What the script is told beside what it does. */
export type HostCall = {
  readonly mark: string;
  /** Davy's folder on the host, below the home of the job's user. */
  readonly directory: string;
  readonly id: string;
} & (
  | { readonly verb: 'look' | 'stop' }
  | {
      readonly verb: 'begin';
      readonly under: string;
      readonly turn: number;
      readonly fence: number;
      readonly limitS: number;
      readonly command: readonly string[];
      /** Handed to the job in its environment: on no command line, and in no file. */
      readonly environment: Readonly<Record<string, string>>;
    }
);

/** The whole script of one call. */
export function hostScript(call: HostCall): string {
  return `davy_main() {
set -f
umask 077
mark=${quoted(call.mark)} id=${quoted(call.id)}
base="$HOME"/${quoted(call.directory)} dir="$HOME"/${quoted(`${call.directory}/jobs/${call.id}`)}
${started}${verbs}${ofVerb(call)}
for program in flock setsid; do
  command -v "$program" >/dev/null 2>&1 || { say lacks "$program"; say end; return; }
done
[ -n "$boot" ] || { say lacks /proc; say end; return; }
mkdir -p "$base/jobs" "$base/orders" 2>/dev/null && (: >>"$base/lock") 2>/dev/null ||
  { say cannot-write "$base"; say end; return; }
exec 9>>"$base/lock"
if flock -w 1 9; then ${call.verb}; else say busy; fi
say end
}
davy_main
`;
}

function ofVerb(call: HostCall): string {
  if (call.verb !== 'begin') return '';
  const { under, turn, fence, limitS, command, environment } = call;
  const exports = Object.entries(environment).map(
    ([name, value]) => `  export ${name}=${quoted(value)}\n`,
  );
  return `under=${quoted(under)} turn=${turn} fence=${fence}
launch() {
${exports.join('')}  export DAVY_PROGRESS="$dir/progress"
  cd
  exec setsid sh -c ${quoted(keeper)} davy-keeper "$dir" ${limitS} ${quoted(starter)} ${command
    .map(quoted)
    .join(' ')}
}
`;
}
