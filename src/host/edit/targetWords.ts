import * as vscode from "vscode";

import type { LineRange } from "../../core/lineRange";
import type { CodeSymbol } from "../context/symbols";
import { bareName } from "../context/symbols";

const longestName = 60;

/** How lines are called: "line 7", "lines 10–24". */
export function lineWords({ start, end }: LineRange): string {
  return end - start > 1
    ? vscode.l10n.t("lines {0}–{1}", start + 1, end)
    : vscode.l10n.t("line {0}", start + 1);
}

/** How lines are called that nobody selected. */
export function aroundCursorWords(range: LineRange): string {
  return vscode.l10n.t("{0} around the cursor", lineWords(range));
}

/** How several stretches of lines are called together. */
export function placeWords(ranges: readonly LineRange[]): string {
  const [first, second] = ranges;
  return first !== undefined && second === undefined
    ? lineWords(first)
    : vscode.l10n.t("{0} selections", ranges.length);
}

/** How a named piece of code is called: "function orderTotal". */
export function symbolWords({ kind, name }: Pick<CodeSymbol, "kind" | "name">): string {
  const bare = bareName(name);
  const short = bare.length > longestName ? `${bare.slice(0, longestName)}…` : bare;
  switch (kind) {
    case vscode.SymbolKind.Function:
      return vscode.l10n.t("function {0}", short);
    case vscode.SymbolKind.Method:
      return vscode.l10n.t("method {0}", short);
    case vscode.SymbolKind.Constructor:
      return vscode.l10n.t("constructor {0}", short);
    case vscode.SymbolKind.Class:
      return vscode.l10n.t("class {0}", short);
    case vscode.SymbolKind.Interface:
      return vscode.l10n.t("interface {0}", short);
    case vscode.SymbolKind.Enum:
      return vscode.l10n.t("enum {0}", short);
    case vscode.SymbolKind.Struct:
      return vscode.l10n.t("struct {0}", short);
    default:
      return vscode.l10n.t("all of {0}", short);
  }
}
