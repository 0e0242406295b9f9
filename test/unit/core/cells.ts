import type { Hunk } from "../../../src/core/hunk";
import type { LineEdit } from "../../../src/core/lineEdits";

/**
 * A line of a document under review, or one that went: what came from Claude and stands there, what it took away, and
 * what is the original's or the person's.
 */
interface Cell {
  readonly kind: "came" | "went" | "there";
  readonly text: string;
}

/**
 * The slow and plain way to follow a review: the lines that went stay in the list, as ghosts between those that are
 * there. Nothing is counted, so nothing can be miscounted; a hunk is a run of lines that came or went.
 */
export class Cells {
  constructor(private cells: readonly Cell[]) {}

  get lines(): readonly string[] {
    return this.cells.flatMap(({ kind, text }) => (kind === "went" ? [] : [text]));
  }

  get undone(): readonly string[] {
    return this.cells.flatMap(({ kind, text }) => (kind === "came" ? [] : [text]));
  }

  get hunks(): readonly Omit<Hunk, "id">[] {
    const hunks: { line: number; added: number; removed: string[] }[] = [];
    let line = 0;
    let inRun = false;
    for (const { kind, text } of this.cells) {
      if (kind !== "there" && !inRun) {
        hunks.push({ line, added: 0, removed: [] });
      }
      inRun = kind !== "there";
      const hunk = hunks.at(-1);
      if (hunk !== undefined && kind === "went") {
        hunk.removed.push(text);
      }
      if (hunk !== undefined && kind === "came") {
        hunk.added += 1;
      }
      line += kind === "went" ? 0 : 1;
    }
    return hunks;
  }

  /** Decides about the hunk of this number, counted from 0. */
  decide(number: number, how: "keep" | "undo"): void {
    const goes = how === "keep" ? "went" : "came";
    const { start, end } = this.runs()[number]!;
    const decided = this.cells.slice(start, end).filter(({ kind }) => kind !== goes);
    this.put(
      start,
      end,
      decided.map(({ text }) => ({ kind: "there", text })),
    );
  }

  /** A change that changes nothing is nobody's. */
  change(edit: LineEdit, by: "person" | "formatter"): void {
    if (edit.start === edit.end && edit.lines.length === 0) {
      return;
    }
    if (by === "person") {
      this.byPerson(edit);
    } else {
      this.byFormatter(edit);
    }
  }

  private byPerson(edit: LineEdit): void {
    const inside = this.runs().filter((run) => run.last > edit.start && run.first < edit.end);
    const old = this.lines.slice(edit.start, edit.end);
    if (inside.length > 0 && withoutSpace(old) === withoutSpace(edit.lines)) {
      this.absorb(inside, edit);
      return;
    }
    const around = this.runs().find((run) => run.first <= edit.start && edit.end <= run.last);
    if (around !== undefined) {
      const now = this.lines.toSpliced(edit.start, edit.end - edit.start, ...edit.lines);
      const length = around.last - around.first + edit.lines.length - (edit.end - edit.start);
      const run = now.slice(around.first, around.first + length);
      const went = this.textsOf(around, "went");
      if (JSON.stringify(run) === JSON.stringify(went)) {
        this.put(
          around.start,
          around.end,
          run.map((text) => ({ kind: "there", text })),
        );
        return;
      }
    }
    // What went stays with the first line that came and is left, so the person's lines come above it.
    const shrinks = inside.find((run) => run.first === edit.start && edit.end < run.last);
    this.replace(edit, shrinks?.start ?? this.placeOf(edit));
  }

  private byFormatter(edit: LineEdit): void {
    const touched = this.runs().filter((run) => run.first <= edit.end && edit.start <= run.last);
    if (touched.length > 0) {
      this.absorb(touched, edit);
    } else {
      this.replace(edit, this.placeOf(edit));
    }
  }

  /** Runs of lines that came or went: cells [start, end), lines [first, last) of the document. */
  private runs(): { readonly start: number; end: number; readonly first: number; last: number }[] {
    const runs: { readonly start: number; end: number; readonly first: number; last: number }[] = [];
    let line = 0;
    let previous: Cell | undefined;
    for (const [index, cell] of this.cells.entries()) {
      const isDocumentLine = cell.kind !== "went";
      if (cell.kind !== "there") {
        if (previous === undefined || previous.kind === "there") {
          runs.push({ start: index, end: index, first: line, last: line });
        }
        const run = runs.at(-1)!;
        run.end = index + 1;
        run.last = line + (isDocumentLine ? 1 : 0);
      }
      line += isDocumentLine ? 1 : 0;
      previous = cell;
    }
    return runs;
  }

  private textsOf(
    run: { readonly start: number; readonly end: number },
    which: Cell["kind"],
  ): readonly string[] {
    return this.cells.slice(run.start, run.end).flatMap(({ kind, text }) => (kind === which ? [text] : []));
  }

  /** The cell at which lines come: that of the first line they replace; else right behind the line above. */
  private placeOf({ start, end }: LineEdit): number {
    return start < end ? this.cellOf(start) : start === 0 ? 0 : this.cellOf(start - 1) + 1;
  }

  private cellOf(line: number): number {
    let passed = -1;
    return this.cells.findIndex(({ kind }) => {
      passed += kind === "went" ? 0 : 1;
      return passed === line && kind !== "went";
    });
  }

  private replace({ start, end, lines }: LineEdit, place: number): void {
    const doomed = new Set<Cell>();
    let line = 0;
    for (const cell of this.cells) {
      if (cell.kind !== "went") {
        if (line >= start && line < end) {
          doomed.add(cell);
        }
        line += 1;
      }
    }
    const kept = (some: readonly Cell[]): readonly Cell[] => some.filter((cell) => !doomed.has(cell));
    const now = lines.map((text): Cell => ({ kind: "there", text }));
    this.cells = [...kept(this.cells.slice(0, place)), ...now, ...kept(this.cells.slice(place))];
    this.tidy();
  }

  /** All that an edit changes, and the runs it meets, become one run. */
  private absorb(
    runs: readonly {
      readonly start: number;
      readonly end: number;
      readonly first: number;
      readonly last: number;
    }[],
    edit: LineEdit,
  ): void {
    const [top, bottom] = [runs[0]!, runs.at(-1)!];
    const start = edit.start < top.first ? this.cellOf(edit.start) : top.start;
    const end = edit.end > bottom.last ? this.cellOf(edit.end - 1) + 1 : bottom.end;
    const first = Math.min(edit.start, top.first);
    const last = Math.max(edit.end, bottom.last) + edit.lines.length - (edit.end - edit.start);
    const now = this.lines.toSpliced(edit.start, edit.end - edit.start, ...edit.lines).slice(first, last);
    const went = this.cells.slice(start, end).flatMap(({ kind, text }) => (kind === "came" ? [] : [text]));
    if (JSON.stringify(now) === JSON.stringify(went)) {
      this.put(
        start,
        end,
        now.map((text) => ({ kind: "there", text })),
      );
    } else {
      this.put(start, end, [
        ...went.map((text): Cell => ({ kind: "went", text })),
        ...now.map((text): Cell => ({ kind: "came", text })),
      ]);
    }
  }

  private put(start: number, end: number, now: readonly Cell[]): void {
    this.cells = this.cells.toSpliced(start, end - start, ...now);
    this.tidy();
  }

  /** In each run, what went stands before what came. */
  private tidy(): void {
    const tidied: Cell[] = [];
    let came: Cell[] = [];
    for (const cell of this.cells) {
      if (cell.kind === "came") {
        came.push(cell);
      } else {
        if (cell.kind === "there") {
          tidied.push(...came);
          came = [];
        }
        tidied.push(cell);
      }
    }
    this.cells = [...tidied, ...came];
  }
}

function withoutSpace(lines: readonly string[]): string {
  return lines.join("\n").replaceAll(/\s+/g, "");
}

/** The cells of a document whose hunks are these. */
export function cellsOf(lines: readonly string[], hunks: readonly Hunk[]): Cells {
  const cells: Cell[] = [];
  let line = 0;
  const add = (end: number, kind: Cell["kind"]): void => {
    cells.push(...lines.slice(line, end).map((text): Cell => ({ kind, text })));
    line = end;
  };
  for (const hunk of hunks) {
    add(hunk.line, "there");
    cells.push(...hunk.removed.map((text): Cell => ({ kind: "went", text })));
    add(hunk.line + hunk.added, "came");
  }
  add(lines.length, "there");
  return new Cells(cells);
}
