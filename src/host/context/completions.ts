import { randomUUID } from "node:crypto";
import * as vscode from "vscode";

import { bestMatches, type Searchable } from "../../core/fuzzy";
import type { CompletionItem } from "../../core/protocol";
import type { LastEditor } from "../editor/lastEditor";
import { outcomeWithin } from "../patience";
import type { FileIndex, IndexedPath } from "./fileIndex";
import { alsoFilesOf } from "./folderFiles";
import { ignoredOf } from "./git";
import { fileNameOf, type Gathered, isInWorkspace, nothingGathered } from "./item";
import { currentSources, pathSource, type Source } from "./sources";
import { bareName, type CodeSymbol, documentSymbols, symbolContext, workspaceSymbols } from "./symbols";
import { openTabs } from "./tabs";
import { mayAttach } from "./trust";

const mostLines = 50;
const mostRecent = 20;
/** A list that comes late is worse than one without what a slow language server, or git, would add. */
const latePatienceMs = 150;

/** What the composer offers after `#` or `@`, and what is attached when a line is chosen. */
export class ContextCompletions {
  readonly #index: FileIndex;
  readonly #editors: LastEditor;
  readonly #elsewhere: readonly Source[];
  #issued: ReadonlyMap<string, Source> = new Map();
  #asked = 0;

  /** @param elsewhere what this list offers besides what is of the workspace */
  constructor(index: FileIndex, editors: LastEditor, elsewhere: readonly Source[]) {
    this.#index = index;
    this.#editors = editors;
    this.#elsewhere = elsewhere;
  }

  /**
   * The lines for what was typed, best first. Their ids hold until the next list; in Restricted Mode nothing of the
   * workspace is among them.
   */
  async complete(query: string): Promise<readonly CompletionItem[]> {
    this.#asked += 1;
    const asked = this.#asked;
    const sources = vscode.workspace.isTrusted
      ? await this.#sources(query.trim())
      : named(this.#elsewhere, query.trim());
    const issued = new Map(sources.map((source) => [randomUUID(), source]));
    if (asked === this.#asked) {
      // A list that was overtaken is not shown: the ids of the one that is must stay good.
      this.#issued = issued;
    }
    return [...issued].map(([id, { line }]) => ({ id, ...line }));
  }

  /** Whether choosing a line of the last list asks the person for more: a file, a link, a part of the screen. */
  asks(id: string): boolean {
    return this.#issued.get(id)?.isOfWorkspace === false;
  }

  /** What a line of the last list brings; undefined when the id is none of ours. */
  async choose(id: string): Promise<Gathered | undefined> {
    const source = this.#issued.get(id);
    if (source === undefined) {
      return undefined;
    }
    if (source.isOfWorkspace === false) {
      return source.gather();
    }
    return (await mayAttach()) ? alsoFilesOf(await source.gather()) : nothingGathered;
  }

  async #sources(query: string): Promise<readonly Source[]> {
    const editor = this.#editors.current;
    const [sources, paths] = await Promise.all([currentSources(editor), this.#index.paths()]);
    const current = [...sources, ...this.#elsewhere];
    const recent = recentPaths(paths);
    if (query === "") {
      const lines = recent.filter(({ age }) => age !== undefined).slice(0, mostRecent);
      return [...current, ...(await withIgnored(lines))];
    }
    const [symbols, found] = await Promise.all([
      this.#symbols(query, editor),
      withIgnored(bestMatches(recent, query, mostLines)),
    ]);
    // A few symbols stand before the many files that scattered letters find, and after the best of them.
    return [...named(current, query), ...found.slice(0, 5), ...symbols, ...found.slice(5)].slice(
      0,
      mostLines,
    );
  }

  async #symbols(query: string, editor: vscode.TextEditor | undefined): Promise<readonly Source[]> {
    const [here, everywhere] = await Promise.all([
      editor === undefined ? [] : documentSymbols(editor.document.uri, latePatienceMs),
      workspaceSymbols(query, latePatienceMs),
    ]);
    // The document's own extension tells the same symbol better, and comes last to stay.
    const all = [...everywhere.filter(({ uri }) => isInWorkspace(uri)), ...here];
    const once = new Map(all.map((symbol) => [keyOf(symbol), symbol]));
    const items = [...once.values()].map((symbol): Searchable & { readonly symbol: CodeSymbol } => ({
      text: bareName(symbol.name),
      nameStart: 0,
      symbol,
    }));
    return bestMatches(items, query, 15).map(({ symbol }) => symbolSource(symbol));
  }
}

/** Those whose label fits what was typed. */
function named(sources: readonly Source[], query: string): readonly Source[] {
  return query === ""
    ? sources
    : bestMatches(
        sources.map((source) => ({ text: source.line.label, nameStart: 0, source })),
        query,
        3,
      ).map(({ source }) => source);
}

/** The open files come first, the one in front before all. */
function recentPaths(paths: readonly IndexedPath[]): readonly IndexedPath[] {
  const open = openTabs();
  const ages = new Map(open.map((uri, age) => [uri.toString(), age]));
  const aged = paths.map((path) => {
    const age = path.isFolder ? undefined : ages.get(path.uri.toString());
    return age === undefined ? path : { ...path, age };
  });
  const indexed = new Set(aged.filter(({ age }) => age !== undefined).map(({ uri }) => uri.toString()));
  // A new document, or a file from outside, is in no list of the workspace.
  const others = open
    .filter((uri) => !indexed.has(uri.toString()))
    .map((uri): IndexedPath => {
      const text = fileNameOf(uri);
      const age = ages.get(uri.toString()) ?? 0;
      return { uri, text, nameStart: text.lastIndexOf("/") + 1, isFolder: false, age };
    });
  return [...others, ...aged];
}

async function withIgnored(paths: readonly IndexedPath[]): Promise<readonly Source[]> {
  const known = await outcomeWithin(ignoredOf(paths.map(({ uri }) => uri)), latePatienceMs);
  const ignored: ReadonlySet<string> = known.ok ? known.value : new Set();
  return paths.map(({ uri, text, isFolder }) => {
    const source = pathSource(uri, text, isFolder);
    return ignored.has(uri.toString()) ? { ...source, line: { ...source.line, isIgnored: true } } : source;
  });
}

function keyOf({ name, uri, range }: CodeSymbol): string {
  return `${uri.toString()}#${range.start.line}#${bareName(name)}`;
}

function symbolSource(symbol: CodeSymbol): Source {
  return {
    line: {
      label: bareName(symbol.name),
      detail: `${fileNameOf(symbol.uri)}:${symbol.range.start.line + 1}`,
      icon: symbolIcon(symbol.kind),
    },
    gather: () => symbolContext(symbol),
  };
}

function symbolIcon(kind: vscode.SymbolKind): string {
  switch (kind) {
    case vscode.SymbolKind.Class:
      return "symbol-class";
    case vscode.SymbolKind.Interface:
      return "symbol-interface";
    case vscode.SymbolKind.Enum:
      return "symbol-enum";
    case vscode.SymbolKind.Method:
    case vscode.SymbolKind.Function:
    case vscode.SymbolKind.Constructor:
      return "symbol-method";
    case vscode.SymbolKind.Constant:
    case vscode.SymbolKind.Variable:
      return "symbol-variable";
    case vscode.SymbolKind.Field:
    case vscode.SymbolKind.Property:
      return "symbol-field";
    default:
      return "symbol-misc";
  }
}
