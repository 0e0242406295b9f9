import * as l10n from "./l10n";
import { type AssistantTurn, isPending } from "../core/conversation";
import { MarkdownView } from "./markdown";

/** What Claude wrote in one answer, part by part, in an element that stays the same while it grows. */
export class AnswerBody {
  readonly element: HTMLElement = document.createElement("div");
  #turn: AssistantTurn | undefined;
  #parts: {
    readonly type: string;
    readonly element: HTMLElement;
    readonly view: MarkdownView | undefined;
  }[] = [];

  /** @param finished called with elements of the answer's text that will not change any more */
  constructor(private readonly finished: (elements: readonly Element[]) => void) {
    this.element.className = "answer";
  }

  /** Takes over the turn as it is now; drawing it is left to `work`. */
  update(turn: AssistantTurn): void {
    if (turn === this.#turn) {
      return;
    }
    this.#turn = turn;
    const isWhole = !isPending(turn.status);
    for (const extra of this.#parts.splice(turn.parts.length)) {
      extra.element.remove();
    }
    for (const [index, part] of turn.parts.entries()) {
      if (this.#parts[index]?.type !== part.type) {
        this.#replace(index, part.type);
      }
      const drawn = this.#parts[index];
      if (part.type === "text") {
        drawn?.view?.update(part.text, isWhole);
      } else if (part.type === "thinking") {
        drawn?.view?.update(part.thinking, isWhole);
        drawn?.element.toggleAttribute("hidden", part.thinking === "");
        nameThinking(drawn?.element, !isWhole && index === turn.parts.length - 1);
      } else if (part.type === "unknown" && drawn) {
        drawn.element.textContent = l10n.t(
          "This version cannot show a part of this answer ({0}).",
          part.blockType,
        );
      }
    }
  }

  /** Draws until the deadline; returns whether something is left to do. */
  work(deadline: number): boolean {
    let isMore = false;
    for (const { view } of this.#parts) {
      isMore = (view?.work(deadline) ?? false) || isMore;
    }
    return isMore;
  }

  #replace(index: number, type: string): void {
    const made = partElement(type, this.finished);
    const before = this.#parts[index]?.element;
    if (before) {
      before.replaceWith(made.element);
    } else {
      this.element.append(made.element);
    }
    this.#parts[index] = { type, ...made };
  }
}

/** The collapsed block says whether Claude is still at it. */
function nameThinking(element: HTMLElement | undefined, isRunning: boolean): void {
  const summary = element?.querySelector("summary");
  const name = isRunning ? l10n.t("Thinking…") : l10n.t("Thinking");
  if (summary && summary.textContent !== name) {
    summary.textContent = name;
  }
}

function partElement(
  type: string,
  finished: (elements: readonly Element[]) => void,
): {
  readonly element: HTMLElement;
  readonly view: MarkdownView | undefined;
} {
  if (type === "text") {
    const view = new MarkdownView(finished);
    return { element: view.element, view };
  }
  if (type === "thinking") {
    const view = new MarkdownView();
    const summary = document.createElement("summary");
    const details = document.createElement("details");
    details.className = "thinking";
    details.append(summary, view.element);
    return { element: details, view };
  }
  const note = document.createElement("p");
  note.className = "note";
  note.hidden = type !== "unknown";
  return { element: note, view: undefined };
}
