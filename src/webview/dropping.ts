import * as l10n from "./l10n";
import { html, nothing, render } from "lit-html";
import type { ToHost } from "../core/protocol";
import { droppedUris, promisesUris } from "./droppedUris";

/** What a drop may lead to. */
export interface DropTargets {
  readonly post: (message: ToHost) => void;
  /** Puts dropped text where the caret is. */
  readonly insert: (text: string) => void;
  /** Takes files that have no address, those of another program. */
  readonly takeFiles: (files: readonly File[]) => void;
}

/** Takes what is dropped anywhere on the page, and says so over the composer while something is dragged. */
export class Dropping {
  /** Lies over the composer. */
  readonly hint: HTMLElement = document.createElement("div");
  readonly #composer: HTMLElement;
  readonly #field: HTMLElement;
  readonly #targets: DropTargets;

  constructor(composer: HTMLElement, field: HTMLElement, targets: DropTargets) {
    this.#composer = composer;
    this.#field = field;
    this.#targets = targets;
    this.hint.className = "drop-hint";
    this.hint.hidden = true;
    document.addEventListener("dragenter", (event) => this.#over(event));
    document.addEventListener("dragover", (event) => this.#over(event));
    document.addEventListener("dragleave", (event) => {
      // Between elements of the page there is always a related one.
      if (event.relatedTarget === null) {
        this.hint.hidden = true;
      }
    });
    document.addEventListener("drop", (event) => this.#drop(event));
    document.addEventListener("dragend", () => {
      this.hint.hidden = true;
    });
  }

  #over(event: DragEvent): void {
    const data = event.dataTransfer;
    if (data === null || !this.#takes(event, data)) {
      return;
    }
    event.preventDefault();
    data.dropEffect = "copy";
    const attaches = isOfFiles(data.types);
    // A drag of the workbench may be taken away from the page again when Shift is let go.
    const needsShift = promisesUris(data.types) && !event.shiftKey;
    render(
      html`<span class="codicon codicon-${attaches ? "attach" : "insert"}" aria-hidden="true"></span>
        <span>${attaches ? l10n.t("Drop to attach") : l10n.t("Drop to insert")}</span>
        ${needsShift ? html`<span class="drop-key">${l10n.t("Hold Shift to drop")}</span>` : nothing}`,
      this.hint,
    );
    this.hint.hidden = false;
  }

  #drop(event: DragEvent): void {
    this.hint.hidden = true;
    const data = event.dataTransfer;
    if (data === null || !this.#takes(event, data)) {
      return;
    }
    event.preventDefault();
    const uris = droppedUris(data);
    const text = data.getData("text/plain");
    if (uris.length > 0) {
      this.#targets.post({ type: "drop", uris });
      this.#field.focus();
    } else if (data.types.includes("Files")) {
      this.#field.focus();
      this.#targets.takeFiles([...data.files]);
    } else if (text !== "") {
      this.#targets.insert(text);
    }
  }

  /** Files are taken anywhere, text by the composer alone; over the text field, text is the field's own affair. */
  #takes({ target }: DragEvent, { types }: DataTransfer): boolean {
    return (
      isOfFiles(types) ||
      (types.includes("text/plain") &&
        target instanceof Node &&
        this.#composer.contains(target) &&
        target !== this.#field)
    );
  }
}

function isOfFiles(types: readonly string[]): boolean {
  return promisesUris(types) || types.includes("Files");
}
