// One answer after another, in the floor and in ours in turn.
import { deepStrictEqual as deepEqual } from "node:assert";
import { join } from "node:path";
import type { CDPSession, Frame } from "playwright-core";
import type { Exchange, Stream } from "./endpoint";
import type { Figures } from "./figures";
import type { BenchPlace, PageFrame, Subject } from "./place";
import { record, recorded, type Recording } from "./recorder";
import { answerOf, firstWord } from "./workload";

/** A place with its page in sight. */
export interface OpenPage extends PageFrame {
  readonly place: BenchPlace;
}

/** One answer from the key to the end, in ms and MB. */
export interface Answered {
  readonly exchange: Exchange;
  readonly recording: Recording;
  readonly scriptMs: number;
  readonly taskMs: number;
  readonly hostCpuMs: number | undefined;
  readonly hostStallMs: number | undefined;
  readonly heapMb: number;
}

async function metrics(devTools: CDPSession): Promise<Readonly<Record<string, number>>> {
  const { metrics: all } = await devTools.send("Performance.getMetrics");
  return Object.fromEntries(all.map(({ name, value }) => [name, value]));
}

const between = (before: Readonly<Record<string, number>>, after: typeof before, name: string): number =>
  ((after[name] ?? 0) - (before[name] ?? 0)) * 1000;

/** In the floor stands the very text; in ours every heading, row and item of it, and all code to the letter. */
async function checkWhole(frame: Frame, subject: Subject, text: string): Promise<void> {
  const code = [...text.matchAll(/^```typescript\n([^]*?)\n?^```$/gm)].map(([, inside = ""]) =>
    inside.trimEnd(),
  );
  const lines = text.replaceAll(/^```[^]*?^```$/gm, "").split("\n");
  const count = (start: RegExp): number => lines.filter((line) => start.test(line)).length;
  const expected =
    subject === "floor"
      ? { text: text.trimEnd() }
      : { code, headings: count(/^## /), items: count(/^- /), rows: count(/^\| /) };
  const found = await frame.evaluate((isFloor) => {
    const log = document.querySelector("[role=log]")!;
    if (isFloor) {
      return { text: log.textContent.replace(/^Asked: .*\n\n/, "").trimEnd() };
    }
    const number = (selector: string): number => log.querySelectorAll(`.markdown ${selector}`).length;
    const blocks = [...log.querySelectorAll(".markdown .code-block")].map((block) =>
      [...block.querySelectorAll(".code-lines")]
        .map((group) => group.textContent)
        .join("")
        .trimEnd(),
    );
    return { code: blocks, headings: number(":is(h3, h4, h5, h6)"), items: number("li"), rows: number("tr") };
  }, subject === "floor");
  deepEqual(found, expected, `The answer did not come whole into the page of ${subject}.`);
}

/** Asks with the keyboard and waits until the answer stands there and nothing moves any more. */
export async function ask({ place, frame, devTools }: OpenPage, stream: Stream): Promise<Answered> {
  await devTools.send("Performance.enable");
  const box = frame.getByRole("textbox").first();
  await box.click();
  await box.pressSequentially("Explain");
  await record(frame, firstWord);
  await place.host.longestStallMs();
  const cpu = place.host.cpuMs();
  const before = await metrics(devTools);
  const done = place.endpoint.answerNext(stream);
  await box.press("Enter");
  const exchange = await done;
  const recording = await recorded(frame);
  const after = await metrics(devTools);
  const cpuAfter = place.host.cpuMs();
  const hostStallMs = await place.host.longestStallMs();
  await checkWhole(frame, place.subject, stream.text);
  if (recording.firstText === 0) {
    throw new Error(`The answer's first word was never seen in the page of ${place.subject}.`);
  }
  await devTools.send("HeapProfiler.collectGarbage");
  return {
    exchange,
    recording,
    scriptMs: between(before, after, "ScriptDuration"),
    taskMs: between(before, after, "TaskDuration"),
    hostStallMs,
    hostCpuMs: cpu === undefined || cpuAfter === undefined ? undefined : cpuAfter - cpu,
    heapMb: ((await metrics(devTools))["JSHeapUsedSize"] ?? 0) / 1e6,
  };
}

/** The time over 50 ms of every task, summed up. */
const blocking = (tasks: readonly number[]): number => tasks.reduce((sum, task) => sum + task - 50, 0);

type Note = (answered: Answered, add: (id: string, value: number | undefined) => void) => void;

/** What is streamed, and which lines of the table come of it. */
interface Workload {
  readonly ids: readonly string[];
  readonly stream: Stream;
  readonly note: Note;
}

const last = ({ recording, exchange }: Answered): number => recording.lastText - exchange.lastDelta;

/** From the last delta until all code in sight has its colours; undefined where code has none. */
export const coloured = ({ recording, exchange }: Answered): number | undefined =>
  recording.lastColour === 0 ? undefined : recording.lastColour - exchange.lastDelta;

const longest = ({ recording }: Answered): number => Math.max(0, ...recording.longTasks);

const workloads: readonly Workload[] = [
  {
    ids: [
      "key",
      "aFirst",
      "aLast",
      "aColours",
      "aLongest",
      "aBlocking",
      "aScript",
      "aTask",
      "aHost",
      "aStall",
      "heap",
      "growth",
      "growthSmall",
    ],
    stream: { text: answerOf(60), deltas: 3000 },
    note: (answered, add) => {
      const { exchange, recording } = answered;
      add("key", exchange.arrived - recording.entered);
      add("aFirst", recording.firstText - exchange.firstDelta);
      add("aLast", last(answered));
      add("aColours", coloured(answered));
      add("aLongest", longest(answered));
      add("aBlocking", blocking(recording.longTasks));
      add("aScript", answered.scriptMs);
      add("aTask", answered.taskMs);
      add("aHost", answered.hostCpuMs);
      add("aStall", answered.hostStallMs);
      add("heap", answered.heapMb);
    },
  },
  {
    ids: ["script15", "last15", "growthSmall"],
    stream: { text: answerOf(15), deltas: 750 },
    note: (answered, add) => {
      add("task15", answered.taskMs);
      add("script15", answered.scriptMs);
      add("last15", last(answered));
    },
  },
  {
    ids: ["script240", "last240", "longest240", "growth"],
    stream: { text: answerOf(240), deltas: 12_000 },
    note: (answered, add) => {
      add("task240", answered.taskMs);
      add("script240", answered.scriptMs);
      add("last240", last(answered));
      add("longest240", longest(answered));
    },
  },
  {
    ids: ["bLast", "bScript", "bBlocking"],
    stream: { text: answerOf(60), deltas: 3000, perSecond: 200 },
    note: (answered, add) => {
      add("bLast", last(answered));
      add("bScript", answered.scriptMs);
      add("bBlocking", blocking(answered.recording.longTasks));
    },
  },
];

/** Leaves the conversation for an empty one. */
export async function newChat({ place, frame }: OpenPage): Promise<void> {
  await place.workbench.palette("Ask Claude: New Chat");
  await frame.waitForFunction(() => document.querySelector("[data-turn]") === null);
}

/** Runs the workloads that any of these lines need, each once to warm up and so many times to count. */
export async function runStreams(
  pages: readonly OpenPage[],
  wanted: (id: string) => boolean,
  runs: number,
  figures: Figures,
  pictures?: string,
): Promise<void> {
  for (const { stream, note } of workloads.filter(({ ids }) => ids.some(wanted))) {
    for (let run = 0; run <= runs; run += 1) {
      for (const page of pages) {
        const { subject } = page.place;
        if (subject === "ours") {
          await newChat(page);
        }
        const answered = await ask(page, stream);
        if (run > 0) {
          note(answered, (id, value) => figures.add(id, subject, value));
        }
        if (pictures !== undefined && run === runs) {
          const name = `${stream.text.length / 1000}-${stream.perSecond ?? "fast"}-${subject}.png`;
          await page.place.page.screenshot({ path: join(pictures, name) });
        }
      }
    }
    process.stdout.write(
      `  ${stream.text.length / 1000} KB${stream.perSecond ? ` at ${stream.perSecond}/s` : ""}: done\n`,
    );
  }
  for (const subject of ["floor", "ours"] as const) {
    const times = (id: string, over: string): number =>
      (figures.median(id, subject) ?? Number.NaN) / (figures.median(over, subject) ?? Number.NaN);
    figures.add("growth", subject, times("task240", "aTask"));
    figures.add("growthSmall", subject, times("aTask", "task15"));
  }
}
