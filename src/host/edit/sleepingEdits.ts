import * as vscode from "vscode";

import { baseOf, type EditState } from "../../core/editState";
import { risksOf } from "./proposal";
import type { StoredEdit } from "./editStore";
import type { InlineEdit } from "./inlineEdit";
import { LiveEdit } from "./liveEdit";

/** An edit of a document that is not open, for whoever shows it. */
export function sleeping(uri: string, { id, group, instruction, phase, state }: StoredEdit): InlineEdit {
  return {
    id,
    group,
    instruction,
    uri: vscode.Uri.parse(uri, true),
    phase: { type: phase === "held" ? "held" : "reviewing" },
    range: state.range,
    hunks: phase === "reviewing" ? state.hunks : [],
    risks: [],
  };
}

/**
 * The edit in its document again.
 * @param lines of the document
 * @param at where the edit's own lines begin now
 */
export function awakened(
  document: vscode.TextDocument,
  lines: readonly string[],
  edit: StoredEdit,
  at: number,
): LiveEdit {
  const state = moved(edit.state, at - edit.state.range.start);
  const live = new LiveEdit({
    ...edit,
    uri: document.uri,
    phase: edit.phase === "held" ? { type: "held", lines: edit.proposal ?? [] } : { type: "reviewing" },
    state,
  });
  const proposal = edit.proposal ?? lines.slice(state.range.start, state.range.end);
  live.risks = risksOf(document, baseOf(lines, state), proposal);
  return live;
}

function moved({ range: { start, end }, hunks }: EditState, by: number): EditState {
  return {
    range: { start: start + by, end: end + by },
    hunks: hunks.map((hunk) => ({ ...hunk, line: hunk.line + by })),
  };
}
