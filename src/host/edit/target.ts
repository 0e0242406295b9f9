import * as vscode from "vscode";

import type { LineRange } from "../../core/lineRange";
import { isWithin, touchedLines, merged, overlaps } from "../../core/wholeLines";
import { cellOf } from "../context/item";
import { documentSymbols } from "../context/symbols";
import { symbolAround } from "../editor/selection";
import type { InlineEdit } from "./inlineEdit";
import { placeWords, symbolWords } from "./targetWords";

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

/**
 * What "edit" is about in an editor: the lines selected, else the symbol around the cursor, else the whole document;
 * with several cursors the symbol or the line of each.
 * @param pending the edits of the document
 */
export async function targetIn(
  editor: Pick<vscode.TextEditor, "document" | "selections">,
  pending: readonly InlineEdit[],
): Promise<Target> {
  const selected = editor.selections.filter(({ isEmpty }) => !isEmpty);
  const here = merged((selected.length > 0 ? selected : editor.selections).map(touchedLines));
  const around = editAround(here, pending);
  return around === undefined
    ? unlessTaken(await linesIn(editor.document, editor.selections, selected), pending)
    : goingOn(around);
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

async function linesIn(
  document: vscode.TextDocument,
  cursors: readonly vscode.Selection[],
  selected: readonly vscode.Selection[],
): Promise<Lines> {
  if (selected.length > 0) {
    const ranges = merged(selected.map(touchedLines));
    return { ranges, words: placeWords(ranges) };
  }
  const symbols = await documentSymbols(document.uri);
  const [first, second] = cursors;
  if (first !== undefined && second === undefined) {
    const symbol = symbolAround(symbols, document, first.active);
    return symbol === undefined
      ? wholeOf(document)
      : { ranges: [touchedLines(symbol.range)], words: symbolWords(symbol) };
  }
  const ranges = merged(
    cursors.map((cursor) => touchedLines(symbolAround(symbols, document, cursor.active)?.range ?? cursor)),
  );
  return { ranges, words: placeWords(ranges) };
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
