// What the pure parts of an inline edit cost, and how that grows. Milliseconds, the least of five runs.
import { ArrivingReplacement } from "../../src/core/arrivingReplacement";
import { diffHunks } from "../../src/core/hunks";
import { replacementOf } from "../../src/core/replacement";
import { lineEditOf, shiftHunks } from "../../src/core/shift";
import type { Figures } from "./figures";

const style = { languageId: "typescript", insertSpaces: true, tabSize: 4 };
const size = 10_000;

function milliseconds(work: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 5; run += 1) {
    const start = performance.now();
    work();
    least = Math.min(least, performance.now() - start);
  }
  return least;
}

function code(count: number): readonly string[] {
  return Array.from(
    { length: count },
    (_, index) => `    const value${index} = compute(${index * 7}); // ${index % 9}`,
  );
}

const fenced = (lines: readonly string[]): string => ["`````ts", ...lines, "`````", ""].join("\n");

function everyNth(lines: readonly string[], nth: number): readonly string[] {
  return lines.map((line, index) => (index % nth === 0 ? `${line} changed` : line));
}

function print(title: string, ms: number, more = ""): void {
  process.stdout.write(`${title.padEnd(64)}${ms.toFixed(1).padStart(9)} ms${more}\n`);
}

function diffs(): void {
  const source = code(size);
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["50 changes", everyNth(source, size / 50)],
    ["2,000 changes", everyNth(source, 5)],
    ["nothing in common", source.map((line) => `> ${line}`)],
    ["the opposite order", source.toReversed()],
  ];
  for (const [title, after] of cases) {
    print(
      `compare 10,000 lines: ${title}`,
      milliseconds(() => diffHunks(source, after, 0)),
    );
  }
}

function typing(): void {
  const after = everyNth(code(size), 50);
  const hunks = diffHunks(code(size), after, 0);
  const place = { line: size / 2, character: 0 };
  print(
    `follow 1,000 keys in 10,000 lines with ${hunks.length} hunks`,
    milliseconds(() => {
      let now = hunks;
      for (let key = 0; key < 1_000; key += 1) {
        const edit = lineEditOf(after, { range: { start: place, end: place }, text: "x" });
        now = shiftHunks(now, after, edit, "person");
      }
    }),
  );
}

/** Linear work takes four times as long for four times as much. */
function growth(title: string, work: (count: number) => () => void, count: number): void {
  const small = milliseconds(work(count));
  const large = milliseconds(work(count * 4));
  print(title, large, `, ${(large / small).toFixed(1)} times that of a quarter`);
}

function answers(): void {
  const shapes: readonly (readonly [string, (count: number) => readonly string[]])[] = [
    ["much like the original", (count) => everyNth(code(count), 10)],
    ["nothing of the original", (count) => code(count).map((text) => text.replaceAll("value", "other"))],
    ["the original backwards", (count) => code(count).toReversed()],
    ["one line over and over", (count) => code(count).map(() => "    }")],
    ["full of fences", (count) => code(count).map((text, at) => (at % 2 === 0 ? "```ts" : text))],
  ];
  for (const [title, shape] of shapes) {
    growth(
      `read an answer of 8,000 lines: ${title}`,
      (count) => {
        const original = code(count);
        const answer = fenced(shape(count));
        return () => replacementOf(answer, original, style);
      },
      2_000,
    );
  }
  growth(
    "show 20,000 lines while they arrive in pieces",
    (count) => {
      const deltas = fenced(code(count)).match(/[^]{1,5}/gu) ?? [];
      return () => {
        const arriving = new ArrivingReplacement();
        for (const delta of deltas) {
          arriving.add(delta);
        }
      };
    },
    5_000,
  );
}

/** Notes what the one comparison with a target takes. */
export function noteDiff(figures: Figures): void {
  const source = code(size);
  const after = everyNth(source, size / 50);
  figures.add(
    "diff",
    "ours",
    milliseconds(() => diffHunks(source, after, 0)),
  );
}

/** Prints all of them. */
export function printEdits(): void {
  diffs();
  typing();
  answers();
}
