import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { wantsHelp } from './process/wants-help.ts';
import { type JudgedTrace, openTrace, type OpenTrace } from './traces/judge-trace.ts';
import { readTraceLine } from './traces/trace-line.ts';
import { traceRow } from './traces/trace-row.ts';

const help = `Judges recorded looks by the judge that Davy itself uses: docs/judgement.md.

  npm run judge -- --traces FILE [--json]   a line for each trace, and how many of each verdict
`;

if (wantsHelp(process.argv.slice(2))) process.stdout.write(help);
else await judgeFile();

async function judgeFile(): Promise<void> {
  const { values } = parseArgs({
    options: { traces: { type: 'string' }, json: { type: 'boolean' } },
  });
  if (values.traces === undefined) return refuse(help);
  const traces = new Map<string, OpenTrace>();
  let number = 0;
  for await (const text of createInterface({ input: createReadStream(values.traces) })) {
    number += 1;
    if (text.trim() === '') continue;
    const read = readTraceLine(text);
    if ('fault' in read) return refuse(`line ${number} of ${values.traces} ${read.fault}\n`);
    const { id } = read.line;
    const trace = traces.get(id) ?? openTrace(id);
    traces.set(id, trace);
    trace.take(read.line);
  }
  report(
    [...traces.values()].map((trace) => trace.end()),
    values.json ?? false,
  );
}

function report(judged: readonly JudgedTrace[], isJson: boolean): void {
  const counts: Record<string, number> = {};
  for (const trace of judged) {
    const row = traceRow(trace);
    counts[row.verdict] = (counts[row.verdict] ?? 0) + 1;
    process.stdout.write(`${isJson ? JSON.stringify(row) : Object.values(row).join('  ')}\n`);
  }
  const all = { traces: judged.length, ...counts };
  process.stdout.write(`${isJson ? JSON.stringify(all) : JSON.stringify(all, null, 2)}\n`);
}

function refuse(words: string): void {
  process.stderr.write(words);
  process.exitCode = 64;
}
