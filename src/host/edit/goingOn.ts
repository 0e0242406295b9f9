import { randomUUID } from "node:crypto";

import type { LineRange } from "../../core/lineRange";
import type { EditedDocument } from "./editedDocument";
import { LiveEdit } from "./liveEdit";

/**
 * A proposal that came from elsewhere, as an edit: over lines that are under review already, that edit goes on with all
 * of its lines and these.
 */
export function goingOn(
  { document, lines: present }: EditedDocument,
  reviewed: LiveEdit | undefined,
  range: LineRange,
  lines: readonly string[],
): { readonly edit: LiveEdit; readonly range: LineRange; readonly lines: readonly string[] } {
  const edit =
    reviewed ??
    new LiveEdit({
      uri: document.uri,
      group: randomUUID(),
      instruction: "",
      phase: { type: "gone" },
      state: { range, hunks: [] },
    });
  const start = Math.min(range.start, edit.state.range.start);
  const end = Math.max(range.end, edit.state.range.end);
  return {
    edit,
    range: { start, end },
    lines: [...present.slice(start, range.start), ...lines, ...present.slice(range.end, end)],
  };
}
