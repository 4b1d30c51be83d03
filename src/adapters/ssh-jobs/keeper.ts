/** Start of a process in ticks since boot, so that a pid used again is somebody else. */
export const started = `started() {
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  set -- \${stat##*) }
  [ "$1" != Z ] && echo "\${20}"
}
boot=$(cat /proc/sys/kernel/random/boot_id)
`;

/** Becomes the job, after it has written down who it is. */
export const starter = `${started}dir=$1; shift
printf '%s %s %s\\n' "$$" "$(started $$)" "$boot" >"$dir/job.new" &&
  mv "$dir/job.new" "$dir/job" || exit 126
exec 9>&-
exec "$@"
`;

/** Stays beside the job: keeps its output small, its time short, and its end. */
export const keeper = `${started}dir=$1 limit=$2 starter=$3; shift 3
printf '%s %s %s\\n' "$$" "$(started $$)" "$boot" >"$dir/pid.new" &&
  mv "$dir/pid.new" "$dir/pid" || exit 1
: >>"$dir/out"
setsid sh -c "$starter" davy-job "$dir" "$@" </dev/null >>"$dir/out" 2>&1 &
job=$!
exec 9>&-
shorten() {
  [ "$(wc -c <"$dir/out")" -gt 307200 ] || return
  [ -f "$dir/out.first" ] || head -c 102400 "$dir/out" >"$dir/out.first"
  tail -c 102400 "$dir/out" >"$dir/out.last"
  : >"$dir/out"
}
attend() {
  n=0 until=
  while kill -0 "$job" 2>/dev/null; do
    sleep 1
    n=$((n + 1))
    shorten
    if [ -n "$until" ]; then
      [ "$n" -ge "$until" ] && kill -s KILL -- "-$job" 2>/dev/null
    elif [ -f "$dir/stop" ]; then
      why=stopped; end
    elif [ "$n" -ge "$limit" ]; then
      why=timeout; end
    fi
  done
}
end() {
  echo "$why" >"$dir/why"
  until=$((n + 10))
  kill -s TERM -- "-$job" 2>/dev/null
}
attend &
attending=$!
wait "$job"
code=$?
kill "$attending" 2>/dev/null
how=exit
if [ -f "$dir/why" ]; then
  how=$(cat "$dir/why")
  kill -s KILL -- "-$job" 2>/dev/null
fi
printf '%s %s\\n' "$code" "$how" >"$dir/rc.new" && mv "$dir/rc.new" "$dir/rc"
`;
