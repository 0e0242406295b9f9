import type { Subject } from "./place";

/** A line of the table. */
export interface Row {
  readonly id: string;
  readonly title: string;
  readonly unit: "ms" | "MB" | "bytes" | "times";
  /** What must not be exceeded. */
  readonly target?: number;
  /** What the ratio to the floor must not exceed, in place of a bound of its own. */
  readonly targetRatio?: number;
  /** What no difference below this says anything about. */
  readonly noise: number;
  /** Ratio to the floor above which the short form fails; left out where a busy machine decides. */
  readonly grossRatio?: number;
}

const stream = (size: string, title: string): string => `(${size}) ${title}`;

/** Every line of the table, in its order. */
export const rows: readonly Row[] = [
  {
    id: "keyCold",
    title: "key to request on the wire, the very first time",
    unit: "ms",
    target: 120,
    noise: 15,
  },
  { id: "key", title: "key to request on the wire, warm", unit: "ms", target: 40, noise: 10 },
  { id: "aFirst", title: stream("a", "first delta to first word"), unit: "ms", target: 60, noise: 15 },
  { id: "aLast", title: stream("a", "last delta to finished answer"), unit: "ms", target: 150, noise: 40 },
  {
    id: "aColours",
    title: stream("a", "last delta to colours on all code in sight"),
    unit: "ms",
    noise: 60,
  },
  {
    id: "aLongest",
    title: stream("a", "longest main-thread task over 50 ms"),
    unit: "ms",
    target: 0,
    noise: 50,
  },
  { id: "aBlocking", title: stream("a", "total blocking time"), unit: "ms", target: 0, noise: 50 },
  {
    id: "aScript",
    title: stream("a", "page script time"),
    unit: "ms",
    target: 150,
    noise: 20,
    grossRatio: 5,
  },
  { id: "aTask", title: stream("a", "page's whole main-thread time"), unit: "ms", noise: 60, grossRatio: 3 },
  {
    id: "aHost",
    title: stream("a", "extension host CPU"),
    unit: "ms",
    target: 250,
    noise: 50,
    grossRatio: 4,
  },
  { id: "aStall", title: stream("a", "extension host's longest stall"), unit: "ms", target: 50, noise: 30 },
  { id: "bLast", title: stream("b", "last delta to finished answer"), unit: "ms", target: 100, noise: 30 },
  {
    id: "bScript",
    title: stream("b", "page script time over the 15 s"),
    unit: "ms",
    target: 2000,
    noise: 200,
  },
  { id: "bBlocking", title: stream("b", "total blocking time"), unit: "ms", target: 0, noise: 50 },
  { id: "script15", title: stream("15 KB", "page script time"), unit: "ms", noise: 20 },
  { id: "last15", title: stream("15 KB", "last delta to finished answer"), unit: "ms", noise: 40 },
  { id: "script240", title: stream("240 KB", "page script time"), unit: "ms", noise: 60 },
  { id: "last240", title: stream("240 KB", "last delta to finished answer"), unit: "ms", noise: 60 },
  {
    id: "longest240",
    title: stream("240 KB", "longest main-thread task over 50 ms"),
    unit: "ms",
    target: 0,
    noise: 50,
  },
  {
    id: "growth",
    title: "page's whole time for 240 KB over that for 60 KB",
    unit: "times",
    target: 4.5,
    noise: 1,
  },
  {
    id: "growthSmall",
    title: "page's whole time for 60 KB over that for 15 KB",
    unit: "times",
    noise: 2,
    grossRatio: 6,
  },
  { id: "heap", title: "page heap after a 60 KB answer", unit: "MB", target: 10, noise: 1, grossRatio: 6 },
  { id: "load", title: "load the extension's code", unit: "ms", target: 10, noise: 5 },
  { id: "activate", title: "activate the extension", unit: "ms", target: 10, noise: 5 },
  {
    id: "open",
    title: "click on the icon to the page's first paint",
    unit: "ms",
    targetRatio: 1.5,
    noise: 80,
  },
  {
    id: "coldColours",
    title: "the very first answer: last delta to colours on all code in sight",
    unit: "ms",
    noise: 100,
  },
  {
    id: "coldStall",
    title: "the very first answer: extension host's longest stall",
    unit: "ms",
    target: 50,
    noise: 30,
  },
  {
    id: "resident",
    title: "extension host's memory over the floor's, after the first answer",
    unit: "MB",
    target: 15,
    noise: 8,
  },
  {
    id: "residentLater",
    title: "the same, a minute later",
    unit: "MB",
    target: 15,
    noise: 8,
  },
  {
    id: "body",
    title: 'request for "explain this 30-line selection"',
    unit: "bytes",
    target: 2500,
    noise: 100,
  },
  { id: "bodyOver", title: "what that holds besides the 30 lines", unit: "bytes", noise: 100 },
  { id: "requests", title: "requests for it", unit: "times", target: 1, noise: 0 },
  { id: "vsix", title: "VSIX", unit: "MB", target: 0.6, noise: 0.05 },
  { id: "openEmpty", title: "a conversation of one turn opens from the list", unit: "ms", noise: 40 },
  {
    id: "open500",
    title: "a conversation of 500 turns opens, over one of one",
    unit: "times",
    target: 2,
    noise: 0.5,
  },
  { id: "open500Task", title: "500 turns open: longest main-thread task over 50 ms", unit: "ms", noise: 50 },
  {
    id: "scroll500Task",
    title: "500 turns scroll: longest main-thread task over 50 ms",
    unit: "ms",
    target: 0,
    noise: 50,
  },
  {
    id: "open1MbTask",
    title: "an answer of 1 MB opens: longest main-thread task over 50 ms",
    unit: "ms",
    target: 0,
    noise: 50,
  },
  { id: "open1Mb", title: "an answer of 1 MB opens: its end is in the page", unit: "ms", noise: 60 },
  { id: "open100Images", title: "a conversation with 100 images opens", unit: "ms", noise: 60 },
  {
    id: "open100ImagesTask",
    title: "100 images open and scroll: longest main-thread task over 50 ms",
    unit: "ms",
    target: 0,
    noise: 50,
  },
  { id: "list2000", title: "2,000 conversations: the list is read", unit: "ms", target: 100, noise: 30 },
  {
    id: "search2000",
    title: "2,000 conversations: a word is found in all of them",
    unit: "ms",
    target: 100,
    noise: 30,
  },
  { id: "diff", title: "10,000 lines with 50 changes are compared", unit: "ms", target: 50, noise: 5 },
];

/** What was measured, in the order of the runs. */
export class Figures {
  readonly #runs = new Map<string, { readonly floor: number[]; readonly ours: number[] }>();

  add(id: string, subject: Subject, value: number | undefined): void {
    const runs = this.#runs.get(id) ?? { floor: [], ours: [] };
    this.#runs.set(id, runs);
    if (value !== undefined && Number.isFinite(value)) {
      runs[subject].push(value);
    }
  }

  runs(id: string): { readonly floor: readonly number[]; readonly ours: readonly number[] } {
    return this.#runs.get(id) ?? { floor: [], ours: [] };
  }

  median(id: string, subject: Subject): number | undefined {
    return medianOf(this.runs(id)[subject]);
  }
}

/** The middle of some numbers, or the mean of the two in the middle. */
export function medianOf(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const [upper, lower] = [sorted[half], sorted[sorted.length % 2 === 1 ? half : half - 1]];
  return upper === undefined || lower === undefined ? undefined : (upper + lower) / 2;
}
