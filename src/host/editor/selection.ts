import { randomUUID } from "node:crypto";
import * as vscode from "vscode";

import type { ContextItem } from "../../core/context";
import { outcomeWithin } from "../patience";

/** A language server that is still starting must not hold up a question. */
const symbolPatienceMs = 2_000;

/**
 * What a question about an editor is about: its selections, else the symbol around the cursor, else the visible lines.
 * Empty when there is no text there.
 */
export async function gatherSelection(editor: vscode.TextEditor): Promise<readonly ContextItem[]> {
  const selections = editor.selections.filter((selection) => !selection.isEmpty);
  if (selections.length > 0) {
    return [...selections]
      .sort((a, b) => a.start.compareTo(b.start))
      .map((selection) => contextOf(editor.document, selection, "selection"))
      .filter(hasText);
  }
  const symbol = await enclosingSymbol(editor.document, editor.selection.active);
  if (symbol !== undefined) {
    return [contextOf(editor.document, symbol, "symbol")].filter(hasText);
  }
  // One for each stretch: what is folded away between two of them is not seen, so it is not sent.
  return editor.visibleRanges
    .map((range) => contextOf(editor.document, wholeLines(editor.document, range), "visible"))
    .filter(hasText);
}

/** A symbol above this many lines says less about one place in it than its surroundings do. */
const longestSymbol = 200;
const surroundingLines = 10;

/** The code that a place in a document belongs to: the symbol around it, or a few lines before and after. */
export async function gatherAround(document: vscode.TextDocument, place: vscode.Range): Promise<ContextItem> {
  const symbol = await enclosingSymbol(document, place.start);
  if (symbol !== undefined && symbol.contains(place) && symbol.end.line - symbol.start.line < longestSymbol) {
    return contextOf(document, symbol, "symbol");
  }
  const lines = new vscode.Range(
    Math.max(0, place.start.line - surroundingLines),
    0,
    Math.min(document.lineCount - 1, place.end.line + surroundingLines),
    0,
  );
  return contextOf(document, wholeLines(document, lines), "visible");
}

function contextOf(
  document: vscode.TextDocument,
  range: vscode.Range,
  kind: ContextItem["kind"],
): ContextItem {
  const text = document.getText(range).replaceAll("\r\n", "\n");
  // A selection that ends before the first character of a line does not hold that line.
  const endsBeforeLine = range.end.character === 0 && range.end.line > range.start.line;
  return {
    kind,
    id: randomUUID(),
    uri: document.uri.toString(),
    fileName: fileNameOf(document.uri),
    languageId: document.languageId,
    startLine: range.start.line + 1,
    endLine: endsBeforeLine ? range.end.line : range.end.line + 1,
    text,
  };
}

/**
 * What Claude is told of where a document lies: its path relative to the workspace; outside of one only the name, since
 * a path tells more than was asked.
 */
export function fileNameOf(uri: vscode.Uri): string {
  const isInWorkspace = vscode.workspace.getWorkspaceFolder(uri) !== undefined;
  return isInWorkspace
    ? vscode.workspace.asRelativePath(uri, false)
    : uri.path.slice(uri.path.lastIndexOf("/") + 1);
}

function hasText(item: ContextItem): boolean {
  return item.text.trim() !== "";
}

function wholeLines(document: vscode.TextDocument, range: vscode.Range): vscode.Range {
  return new vscode.Range(range.start.line, 0, range.end.line, document.lineAt(range.end.line).text.length);
}

/** The innermost function, class or other block around a position, in whole lines. */
async function enclosingSymbol(
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.Range | undefined> {
  const symbols = await outcomeWithin(
    vscode.commands.executeCommand<readonly (vscode.DocumentSymbol | vscode.SymbolInformation)[] | undefined>(
      "vscode.executeDocumentSymbolProvider",
      document.uri,
    ),
    symbolPatienceMs,
  );
  const around = flatten((symbols.ok ? symbols.value : undefined) ?? [])
    .filter(({ kind, range }) => range.contains(position) && (blocks.has(kind) || !range.isSingleLine))
    .map(({ range }) => range);
  const innermost = around.reduce<vscode.Range | undefined>(
    (found, range) => (found === undefined || found.contains(range) ? range : found),
    undefined,
  );
  return innermost === undefined ? undefined : wholeLines(document, document.validateRange(innermost));
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

interface Symbol {
  readonly kind: vscode.SymbolKind;
  readonly range: vscode.Range;
}

function flatten(symbols: readonly (vscode.DocumentSymbol | vscode.SymbolInformation)[]): readonly Symbol[] {
  return symbols.flatMap((symbol) =>
    "children" in symbol
      ? [{ kind: symbol.kind, range: symbol.range }, ...flatten(symbol.children)]
      : [{ kind: symbol.kind, range: symbol.location.range }],
  );
}
