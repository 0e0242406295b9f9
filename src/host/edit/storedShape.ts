import { isObject } from "../../core/shape";
import type { StoredDocument, StoredEdit } from "./editStore";

/** Whether this was written down by this version, or by one that wrote the same. */
export function isStoredDocument(value: unknown): value is StoredDocument {
  return (
    isObject(value) &&
    typeof value["uri"] === "string" &&
    Array.isArray(value["edits"]) &&
    value["edits"].every(isStoredEdit)
  );
}

function isStoredEdit(value: unknown): value is StoredEdit {
  if (!isObject(value)) {
    return false;
  }
  const { id, group, instruction, phase, state, trace, fingerprint, proposal, conversation } = value;
  return (
    [id, group, instruction, fingerprint].every((text) => typeof text === "string") &&
    ["writing", "held", "reviewing"].some((known) => known === phase) &&
    isObject(state) &&
    isObject(state["range"]) &&
    typeof state["range"]["start"] === "number" &&
    typeof state["range"]["end"] === "number" &&
    Array.isArray(state["hunks"]) &&
    state["hunks"].every(isHunk) &&
    isObject(trace) &&
    [trace["lines"], trace["above"], trace["below"]].every(areLines) &&
    (proposal === undefined || areLines(proposal)) &&
    isObject(conversation) &&
    Array.isArray(conversation["all"])
  );
}

function isHunk(value: unknown): boolean {
  return (
    isObject(value) &&
    [value["id"], value["line"], value["added"]].every((number) => typeof number === "number") &&
    areLines(value["removed"])
  );
}

function areLines(value: unknown): boolean {
  return Array.isArray(value) && value.every((line) => typeof line === "string");
}
