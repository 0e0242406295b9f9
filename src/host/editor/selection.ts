import * as vscode from "vscode";

import type { ContextItem } from "../../core/context";
import { rangeItem, wholeLines } from "../context/item";
import { type CodeSymbol, documentSymbols } from "../context/symbols";

/**
 * What a question about an editor is about: its selections, else the symbol around the cursor, else the visible lines.
 * Empty when there is no text there.
 */
export async function gatherSelection(editor: vscode.TextEditor): Promise<readonly ContextItem[]> {
  const selected = selectedItems(editor);
  if (selected.length > 0 || editor.selections.some((selection) => !selection.isEmpty)) {
    return selected;
  }
  const symbol = await enclosingSymbol(editor.document, editor.selection.active);
  if (symbol !== undefined) {
    return [rangeItem(editor.document, symbol.range, "symbol")].filter(hasText);
  }
  // One for each stretch: what is folded away between two of them is not seen, so it is not sent.
  return editor.visibleRanges
    .map((range) => rangeItem(editor.document, wholeLines(editor.document, range), "visible"))
    .filter(hasText);
}

/** What is selected in an editor, in the order of the text; only white space is nothing. */
export function selectedItems({ document, selections }: vscode.TextEditor): readonly ContextItem[] {
  return selections
    .filter((selection) => !selection.isEmpty)
    .sort((a, b) => a.start.compareTo(b.start))
    .map((selection) => rangeItem(document, selection, "selection"))
    .filter(hasText);
}

/** A symbol above this many lines says less about one place in it than its surroundings do. */
const longestSymbol = 200;
const surroundingLines = 10;

/** The code that a place in a document belongs to: the symbol around it, or a few lines before and after. */
export async function gatherAround(document: vscode.TextDocument, place: vscode.Range): Promise<ContextItem> {
  const { range, isSymbol } = await rangeAround(document, place);
  return rangeItem(document, range, isSymbol ? "symbol" : "visible");
}

/** Where that code stands, in whole lines. */
export async function rangeAround(
  document: vscode.TextDocument,
  place: vscode.Range,
): Promise<{ readonly range: vscode.Range; readonly isSymbol: boolean }> {
  const range = (await enclosingSymbol(document, place.start))?.range;
  if (range !== undefined && range.contains(place) && range.end.line - range.start.line < longestSymbol) {
    return { range, isSymbol: true };
  }
  const lines = new vscode.Range(
    Math.max(0, place.start.line - surroundingLines),
    0,
    Math.min(document.lineCount - 1, place.end.line + surroundingLines),
    0,
  );
  return { range: wholeLines(document, lines), isSymbol: false };
}

function hasText(item: ContextItem): boolean {
  return item.text.trim() !== "";
}

async function enclosingSymbol(
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<CodeSymbol | undefined> {
  return symbolAround(await documentSymbols(document.uri), document, position);
}

/** How languages call what has no name, such as TypeScript's `map() callback` and `<function>`. */
const nameless = /^<.*>$| callback$/;

/** The innermost function, class or other block with a name around a position, in whole lines. */
export function symbolAround(
  symbols: readonly CodeSymbol[],
  document: vscode.TextDocument,
  position: vscode.Position,
): CodeSymbol | undefined {
  const innermost = symbols
    .filter(
      ({ kind, name, range }) =>
        range.contains(position) && (blocks.has(kind) || !range.isSingleLine) && !nameless.test(name),
    )
    .reduce<CodeSymbol | undefined>(
      (found, symbol) => (found === undefined || found.range.contains(symbol.range) ? symbol : found),
      undefined,
    );
  return innermost && { ...innermost, range: wholeLines(document, document.validateRange(innermost.range)) };
}

/** What a question is about even when it stands on one line. */
const blocks: ReadonlySet<vscode.SymbolKind> = new Set([
  vscode.SymbolKind.Function,
  vscode.SymbolKind.Method,
  vscode.SymbolKind.Constructor,
  vscode.SymbolKind.Class,
  vscode.SymbolKind.Interface,
  vscode.SymbolKind.Enum,
  vscode.SymbolKind.Struct,
]);
