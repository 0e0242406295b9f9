import * as vscode from "vscode";

import { outcomeWithin } from "../patience";
import { fileNameOf, type Gathered, gathered, rangeItem, refused, wholeLines } from "./item";

/** A language server that is still starting must not hold up a question. */
const symbolPatienceMs = 2_000;

/** A named piece of code, as a language's extension tells of it. */
export interface CodeSymbol {
  readonly name: string;
  readonly kind: vscode.SymbolKind;
  readonly uri: vscode.Uri;
  readonly range: vscode.Range;
}

/** All symbols of a document, the outer before the inner; none when nobody knows within the time. */
export async function documentSymbols(
  uri: vscode.Uri,
  patienceMs = symbolPatienceMs,
): Promise<readonly CodeSymbol[]> {
  const symbols = await outcomeWithin(
    vscode.commands.executeCommand<readonly (vscode.DocumentSymbol | vscode.SymbolInformation)[] | undefined>(
      "vscode.executeDocumentSymbolProvider",
      uri,
    ),
    patienceMs,
  );
  return flatten((symbols.ok ? symbols.value : undefined) ?? [], uri);
}

/** Symbols of the whole workspace that answer to a query; none when nobody knows within the time. */
export async function workspaceSymbols(query: string, patienceMs: number): Promise<readonly CodeSymbol[]> {
  const symbols = await outcomeWithin(
    vscode.commands.executeCommand<readonly vscode.SymbolInformation[] | undefined>(
      "vscode.executeWorkspaceSymbolProvider",
      query,
    ),
    patienceMs,
  );
  return ((symbols.ok ? symbols.value : undefined) ?? []).map(({ name, kind, location }) => ({
    name,
    kind,
    uri: location.uri,
    range: location.range,
  }));
}

/** The whole of a symbol, from its first line to its last. */
export async function symbolContext(symbol: CodeSymbol): Promise<Gathered> {
  try {
    const document = await vscode.workspace.openTextDocument(symbol.uri);
    // A search of the workspace may tell where the name stands, and not how far the symbol goes.
    const whole = (await documentSymbols(symbol.uri)).find(
      ({ name, range }) => name === bareName(symbol.name) && range.contains(symbol.range),
    );
    const range = document.validateRange(whole?.range ?? symbol.range);
    return gathered(rangeItem(document, wholeLines(document, range), "symbol"));
  } catch {
    return refused(vscode.l10n.t("{0} could not be read.", fileNameOf(symbol.uri)));
  }
}

/** A search of the workspace may put brackets after the name of a function. */
export function bareName(name: string): string {
  return name.replace(/\(.*\)$/, "");
}

function flatten(
  symbols: readonly (vscode.DocumentSymbol | vscode.SymbolInformation)[],
  uri: vscode.Uri,
): readonly CodeSymbol[] {
  return symbols.flatMap((symbol) => {
    const { name, kind } = symbol;
    return "children" in symbol
      ? [{ name, kind, uri, range: symbol.range }, ...flatten(symbol.children, uri)]
      : [{ name, kind, uri, range: symbol.location.range }];
  });
}
