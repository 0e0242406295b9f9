import * as vscode from "vscode";

import { surroundings } from "../../core/editSurroundings";
import type { LineRange } from "../../core/lineRange";
import { merged } from "../../core/wholeLines";
import { admit } from "../context/guard";
import { rangeItem, textOf, wholeLines } from "../context/item";

/**
 * Whether these lines, and what is sent around them, may go out: the person is asked about what looks like a secret, as
 * for everything that is attached.
 */
export async function maySend(document: vscode.TextDocument, ranges: readonly LineRange[]): Promise<boolean> {
  const lines = textOf(document).split("\n");
  const sent = merged(
    ranges.map((range) => {
      const { above, below } = surroundings(lines, range, document.languageId);
      return { start: above, end: Math.max(range.end, document.lineCount - below) };
    }),
  );
  const items = sent.map(({ start, end }) =>
    rangeItem(
      document,
      wholeLines(document, new vscode.Range(start, 0, Math.max(start, end - 1), 0)),
      "selection",
    ),
  );
  return (await admit({ items, refusals: [] }, "send")).length === items.length;
}
