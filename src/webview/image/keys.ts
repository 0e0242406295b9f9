import type { Editing, ImageTool } from "../../core/imageEditing";
import { moved, type Place, type Rectangle, resized } from "../../core/rectangle";
import { keyStep } from "../../core/zoom";

/** What a key pressed in the tab means. */
export type KeyMeaning =
  | { readonly type: "undo" | "redo" | "begin" | "confirm" | "drop" | "remove" | "apply" }
  | { readonly type: "place"; readonly rectangle: Rectangle }
  | { readonly type: "tool"; readonly tool: ImageTool }
  | { readonly type: "zoom"; readonly to: "in" | "out" | "fit" | "full" };

const directions: Readonly<Record<string, Place>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/**
 * What a key means; undefined when it means nothing here.
 * @param editing undefined while the image cannot be edited
 * @param zoom of what is seen: arrow keys go further where less is seen of each pixel
 */
export function keyMeaning(
  event: KeyboardEvent,
  editing: Editing | undefined,
  zoom: number,
): KeyMeaning | undefined {
  if (event.isComposing) {
    return undefined;
  }
  const command = event.ctrlKey || event.metaKey;
  if (editing === undefined) {
    return command || event.altKey ? undefined : viewKey(event.key);
  }
  const placed = arrowKey(event, editing, command, zoom);
  if (placed !== undefined) {
    return placed;
  }
  if (event.altKey) {
    return undefined;
  }
  return command ? commandKey(event) : (editKey(event.key, editing) ?? viewKey(event.key));
}

function viewKey(key: string): KeyMeaning | undefined {
  switch (key) {
    case "+":
    case "=":
      return { type: "zoom", to: "in" };
    case "-":
      return { type: "zoom", to: "out" };
    case "0":
      return { type: "zoom", to: "fit" };
    case "1":
      return { type: "zoom", to: "full" };
    default:
      return undefined;
  }
}

function arrowKey(
  event: KeyboardEvent,
  { active, size }: Editing,
  command: boolean,
  zoom: number,
): KeyMeaning | undefined {
  const direction = directions[event.key];
  if (direction === undefined || active === undefined) {
    return undefined;
  }
  const step = keyStep(zoom, { shift: event.shiftKey, ctrl: command });
  const by = { x: direction.x * step, y: direction.y * step };
  const { rectangle } = active;
  return {
    type: "place",
    rectangle: event.altKey ? resized(rectangle, "se", by, size) : moved(rectangle, by, size),
  };
}

function commandKey(event: KeyboardEvent): KeyMeaning | undefined {
  switch (event.key.toLowerCase()) {
    case "enter":
      return { type: "apply" };
    case "z":
      return { type: event.shiftKey ? "redo" : "undo" };
    case "y":
      return { type: "redo" };
    default:
      return undefined;
  }
}

function editKey(key: string, { tool, active }: Editing): KeyMeaning | undefined {
  switch (key) {
    case "c":
      return { type: "tool", tool: "crop" };
    case "b":
      return { type: "tool", tool: "blackOut" };
    case "Enter":
      return active !== undefined ? { type: "confirm" } : tool === "blackOut" ? { type: "begin" } : undefined;
    case "Escape":
      return tool === undefined ? undefined : { type: "drop" };
    case "Delete":
    case "Backspace":
      return active === undefined ? undefined : { type: "remove" };
    default:
      return undefined;
  }
}
