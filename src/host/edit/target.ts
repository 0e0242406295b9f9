import * as vscode from "vscode";

import type { LineRange } from "../../core/lineRange";
import { paragraphAround } from "../../core/paragraph";
import { isWithin, touchedLines, merged, overlaps } from "../../core/wholeLines";
import { cellOf } from "../context/item";
import { type CodeSymbol, documentSymbols } from "../context/symbols";
import { symbolAround } from "../editor/selection";
import type { InlineEdit } from "./inlineEdit";
import { aroundCursorWords, placeWords, symbolWords } from "./targetWords";

/** What is to be edited, and how it is called. */
export interface Lines {
  /** Whole lines, in order, apart from each other. */
  readonly ranges: readonly LineRange[];
  /** Such as "lines 10–24". */
  readonly words: string;
}

/** What editing at a place would mean. */
export type Target =
  | ({ readonly type: "lines" } & Lines)
  /** The lines are those of an edit under review: it goes on. */
  | { readonly type: "followUp"; readonly edit: InlineEdit }
  /** Nothing can begin here now; why, as a sentence. */
  | { readonly type: "taken"; readonly sentence: string };

/** Where somebody works: an editor, or a cell of a notebook that is chosen as a whole and has no cursor. */
export interface EditedPlace {
  readonly document: vscode.TextDocument;
  readonly selections: readonly vscode.Selection[];
}

/**
 * What "edit" is about at a place: the lines selected, else the symbol around the cursor, else the whole document; in a
 * long one, the paragraph instead. With several cursors the symbol or the line of each.
 * @param pending the edits of the document
 */
export async function targetIn(place: EditedPlace, pending: readonly InlineEdit[]): Promise<Target> {
  return knownTarget(place, pending) ?? targetAt(await linesFound(place), pending);
}

/** The same as far as it can be told at once: undefined when symbols have to be looked for. */
export function knownTarget(place: EditedPlace, pending: readonly InlineEdit[]): Target | undefined {
  const { document, selections } = place;
  const selected = selections.filter(({ isEmpty }) => !isEmpty);
  const here = merged((selected.length > 0 ? selected : selections).map(touchedLines));
  const around = here.length === 0 ? undefined : editAround(here, pending);
  if (around !== undefined) {
    return goingOn(around);
  }
  if (selected.length > 0) {
    return unlessTaken({ ranges: here, words: placeWords(here) }, pending);
  }
  return here.length === 0 ? targetAt(wholeOf(document), pending) : undefined;
}

/** What a place with nothing selected is about. */
export async function linesFound({ document, selections: cursors }: EditedPlace): Promise<Lines> {
  const symbols = await documentSymbols(document.uri);
  const symbolAt = (cursor: vscode.Selection): CodeSymbol | undefined => {
    const symbol = symbolAround(symbols, document, cursor.active);
    return symbol !== undefined && isShort(document, touchedLines(symbol.range)) ? symbol : undefined;
  };
  const [first, second] = cursors;
  if (first !== undefined && second === undefined) {
    const symbol = symbolAt(first);
    return symbol === undefined
      ? aroundCursor(document, first.active.line)
      : { ranges: [touchedLines(symbol.range)], words: symbolWords(symbol) };
  }
  const ranges = merged(cursors.map((cursor) => touchedLines(symbolAt(cursor)?.range ?? cursor)));
  return { ranges, words: placeWords(ranges) };
}

/**
 * The same for lines that are known already.
 * @param core the part of them that it is really about: an edit that holds all of it goes on
 */
export function targetAt(
  lines: Lines,
  pending: readonly InlineEdit[],
  core: readonly LineRange[] = lines.ranges,
): Target {
  const around = editAround(core, pending);
  return around === undefined ? unlessTaken(lines, pending) : goingOn(around);
}

/** The edit that all of these lines belong to. */
export function editAround(
  ranges: readonly LineRange[],
  pending: readonly InlineEdit[],
): InlineEdit | undefined {
  return pending.find(({ range }) => ranges.every((each) => isWithin(each, range)));
}

/** Nobody means more than that without having selected it, and an answer has to hold it. */
const longest = { lines: 400, characters: 40_000 };
/** Of a paragraph without an end, such as data, what can be seen around the cursor. */
const paragraphReach = 15;

function isShort(document: vscode.TextDocument, { start, end }: LineRange): boolean {
  return (
    end - start <= longest.lines &&
    document.offsetAt(new vscode.Position(end, 0)) - document.offsetAt(new vscode.Position(start, 0)) <=
      longest.characters
  );
}

function aroundCursor(document: vscode.TextDocument, line: number): Lines {
  if (isShort(document, { start: 0, end: document.lineCount })) {
    return wholeOf(document);
  }
  const text = {
    lineCount: document.lineCount,
    isBlank: (at: number) => document.lineAt(at).isEmptyOrWhitespace,
  };
  const range = paragraphAround(text, Math.min(line, document.lineCount - 1), paragraphReach);
  return { ranges: [range], words: aroundCursorWords(range) };
}

/** The line that but ends the one before it stays, and the file with its line end. */
function wholeOf(document: vscode.TextDocument): Lines {
  const isCell = cellOf(document) !== undefined;
  if (document.lineCount === 1 && document.lineAt(0).text === "") {
    return {
      ranges: [{ start: 0, end: 0 }],
      words: isCell ? vscode.l10n.t("the empty cell") : vscode.l10n.t("the empty file"),
    };
  }
  const last = document.lineCount - 1;
  return {
    ranges: [{ start: 0, end: document.lineAt(last).text === "" ? last : last + 1 }],
    words: isCell ? vscode.l10n.t("the whole cell") : vscode.l10n.t("the whole file"),
  };
}

function goingOn(edit: InlineEdit): Target {
  return edit.phase.type === "reviewing"
    ? { type: "followUp", edit }
    : { type: "taken", sentence: whyTaken(edit) };
}

function unlessTaken(lines: Lines, pending: readonly InlineEdit[]): Target {
  const other = pending.find(({ range }) => lines.ranges.some((each) => overlaps(each, range)));
  return other === undefined ? { type: "lines", ...lines } : { type: "taken", sentence: whyTaken(other) };
}

function whyTaken({ phase }: InlineEdit): string {
  switch (phase.type) {
    case "writing":
      return vscode.l10n.t("Claude is still writing an edit of these lines. Wait for it, or stop it first.");
    case "held":
      return vscode.l10n.t("An edit of these lines waits for your consent. Review or discard it first.");
    case "reviewing":
      return vscode.l10n.t(
        "Some of these lines are part of an edit that is not decided. Keep or undo it first.",
      );
  }
}
