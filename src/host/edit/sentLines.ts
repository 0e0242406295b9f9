import * as vscode from "vscode";

import type { ContextItem } from "../../core/context";
import { surroundings } from "../../core/editSurroundings";
import { fingerprint } from "../../core/fingerprint";
import type { LineRange } from "../../core/lineRange";
import { merged } from "../../core/wholeLines";
import { admit, isHarmless } from "../context/guard";
import { fileNameOf, newItem, rangeItem, textOf, wholeLines } from "../context/item";

/** Asks about what looks like a secret in what an edit sends, as is done for everything that is attached. */
export class SentLines {
  /** What may go out already: the same text is asked about once. */
  readonly #admitted = new Set<string>();

  /** Whether these lines, and what is sent around them, may go out; known at once where nobody has to be asked. */
  maySend(document: vscode.TextDocument, ranges: readonly LineRange[]): boolean | Promise<boolean> {
    const items = sentItems(document, ranges).filter(
      (item) => !isHarmless(item) && !this.#admitted.has(marked(item)),
    );
    return items.length === 0 || this.#ask(items);
  }

  async #ask(items: readonly ContextItem[]): Promise<boolean> {
    const admitted = await admit({ items, refusals: [] }, "send");
    admitted.forEach((item) => this.#admitted.add(marked(item)));
    return admitted.length === items.length;
  }
}

function sentItems(document: vscode.TextDocument, ranges: readonly LineRange[]): readonly ContextItem[] {
  const lines = textOf(document).split("\n");
  const around = ranges.map((range) => ({ range, ...surroundings(lines, range, document.languageId) }));
  const stretches = merged(
    around.map(({ range, above, below }) => ({
      start: above,
      end: Math.max(range.end, document.lineCount - below),
    })),
  );
  const imports = [...new Set(around.flatMap((each) => each.imports))];
  return [
    ...stretches.map(({ start, end }) =>
      rangeItem(
        document,
        wholeLines(document, new vscode.Range(start, 0, Math.max(start, end - 1), 0)),
        "selection",
      ),
    ),
    ...(imports.length === 0
      ? []
      : [
          newItem({
            kind: "selection",
            uri: document.uri.toString(),
            fileName: fileNameOf(document.uri),
            text: imports.join("\n"),
          }),
        ]),
  ];
}

function marked({ uri, text }: ContextItem): string {
  return fingerprint(text, fingerprint(uri, ""));
}
