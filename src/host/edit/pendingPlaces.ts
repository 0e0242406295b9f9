import type { Hunk } from "../../core/hunk";
import type { LineRange } from "../../core/lineRange";
import type { InlineEdit } from "./inlineEdit";

/** Somewhere a person has a decision to make, or an answer is on its way: a hunk, or an edit that has none yet. */
export interface PendingPlace {
  readonly edit: InlineEdit;
  readonly hunk?: Hunk;
  /** 0-based; may lie one behind the last line of the document, when its end went. */
  readonly line: number;
}

/** Every hunk under review, and every edit that is held or being written, in the order of the edits. */
export function placesOf(edits: readonly InlineEdit[]): readonly PendingPlace[] {
  return edits.flatMap((edit) =>
    edit.phase.type === "reviewing"
      ? edit.hunks.map((hunk) => ({ edit, hunk, line: hunk.line }))
      : [{ edit, line: edit.range.start }],
  );
}

/** Whether there is something to be decided about the edit: it is under review, or held. */
export function isToBeDecided({ phase }: InlineEdit): boolean {
  return phase.type !== "writing";
}

/** The place that a line of its document belongs to, else the one nearest to it. */
export function placeNear(places: readonly PendingPlace[], line: number): PendingPlace | undefined {
  let nearest: PendingPlace | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const place of places) {
    const distance = distanceTo(place, line);
    if (distance < least) {
      nearest = place;
      least = distance;
    }
  }
  return nearest;
}

/** Whether one of these lines belongs to the place; one where lines only went stands at the line that follows. */
export function isAmong(place: PendingPlace, { start, end }: LineRange): boolean {
  return place.line < end && lastLine(place) >= start;
}

/**
 * The next place, or the one before, seen from a line of a document: through this document first, then through the
 * others in their order, and round again.
 * @param uri of the document, as a string; the walk begins at the first place, or the last, when it has none
 */
export function placeBeyond(
  places: readonly PendingPlace[],
  uri: string | undefined,
  line: number,
  way: "next" | "previous",
): PendingPlace | undefined {
  const isHere = ({ edit }: PendingPlace): boolean => edit.uri.toString() === uri;
  if (way === "next") {
    const at = places.findLastIndex((place) => isHere(place) && place.line <= line);
    const index = at === -1 ? places.findIndex(isHere) : at + 1;
    return places[index === -1 ? 0 : index % places.length];
  }
  const at = places.findIndex((place) => isHere(place) && lastLine(place) >= line);
  const index = at === -1 ? places.findLastIndex(isHere) : at - 1;
  return index < 0 ? places.at(-1) : places[index];
}

function lastLine({ edit, hunk, line }: PendingPlace): number {
  return hunk === undefined ? Math.max(line, edit.range.end - 1) : line + Math.max(1, hunk.added) - 1;
}

function distanceTo(place: PendingPlace, line: number): number {
  return Math.max(place.line - line, line - lastLine(place), 0);
}
