import * as vscode from "vscode";

import { failureText } from "../../core/failureText";
import type { Hunk } from "../../core/hunk";
import type { LineRange } from "../../core/lineRange";
import { withHiddenShown } from "../../core/plainText";
import type { InlineEdit } from "./inlineEdit";
import { writingWords } from "./writingWords";
import type { Zone } from "./zones";
import { proseMarkdown, removedMarkdown, type TextLook, writtenMarkdown } from "./zoneText";

/** Of a longer block the beginning is shown; the diff has all of it. */
const mostLines = 200;

/** How far from what is in sight, in lines, removed lines are made ready to be scrolled to. */
const margin = 100;

/** In characters: one row, on which more would be cut anyway. */
const longestHeading = 80;

/** The zone for the lines that went with a hunk; undefined when none went, or an empty one where others came. */
export function removedZone(edit: InlineEdit, hunk: Hunk, look: TextLook): Zone | undefined {
  if (hunk.removed.length === 0 || (hunk.added > 0 && hunk.removed.join("\n") === "")) {
    return undefined;
  }
  const shown = hunk.removed.length > mostLines ? hunk.removed.slice(0, mostLines) : hunk.removed;
  const more = hunk.removed.length - shown.length;
  return {
    key: hunkKey(edit, hunk),
    uri: edit.uri,
    below: hunk.line - 1,
    kind: "hunk",
    editId: edit.id,
    hunkId: hunk.id,
    label: removedLabel(hunk),
    heading:
      more === 0
        ? headingOf(edit)
        : vscode.l10n.t("Before: the first {0} lines. Show Diff has {1} more.", `${mostLines}`, `${more}`),
    markdown: removedMarkdown(shown, look),
  };
}

/** Names the zone of a hunk, whether or not it is shown. */
export function hunkKey(edit: InlineEdit, hunk: Hunk): string {
  return `${edit.id} ${hunk.id}`;
}

/** Whether a hunk is near enough to what some editor shows for its zone to be there. */
export function isNear(hunk: Hunk, visible: readonly LineRange[]): boolean {
  return visible.some(
    ({ start, end }) => hunk.line + hunk.added >= start - margin && hunk.line <= end + margin,
  );
}

/**
 * The zone in which what is being written arrives; undefined when nothing is being written.
 * @param below 0-based line
 */
export function writingZone(edit: InlineEdit, below: number, look: TextLook): Zone | undefined {
  const { phase } = edit;
  if (phase.type !== "writing") {
    return undefined;
  }
  const { waiting } = phase;
  return {
    key: `${edit.id} writing`,
    uri: edit.uri,
    below,
    kind: "writing",
    editId: edit.id,
    label: writingWords(phase),
    heading: headingOf(edit),
    markdown:
      waiting === undefined
        ? writtenMarkdown(phase.tail, phase.lineCount, look)
        : proseMarkdown(failureText(waiting.failure, vscode.l10n, vscode.env.language)),
  };
}

/** VS Code keeps a row for it, so it says what the edit is for. */
function headingOf({ instruction }: InlineEdit): string {
  const words = withHiddenShown(instruction.replaceAll(/\s+/g, " ").trim());
  return words === ""
    ? vscode.l10n.t("Before")
    : words.length > longestHeading
      ? `${words.slice(0, longestHeading)}…`
      : words;
}

function removedLabel({ removed: { length }, added }: Hunk): string {
  if (added === 0) {
    return length === 1 ? vscode.l10n.t("1 line removed") : vscode.l10n.t("{0} lines removed", `${length}`);
  }
  if (added === length) {
    return length === 1 ? vscode.l10n.t("1 line replaced") : vscode.l10n.t("{0} lines replaced", `${length}`);
  }
  return length === 1
    ? vscode.l10n.t("1 line replaced by {0}", `${added}`)
    : vscode.l10n.t("{0} lines replaced by {1}", `${length}`, `${added}`);
}
