import * as l10n from "./l10n";
import { EnterKey } from "./enterKey";
import type { FindQuery } from "./findText";

/** What the widget's controls do. */
export interface FindActions {
  readonly look: (query: FindQuery) => void;
  readonly go: (direction: 1 | -1) => void;
  readonly close: () => void;
}

/** The row for looking something up, as VS Code's own looks and behaves. */
export class FindWidget {
  readonly element = document.createElement("div");
  readonly #field = document.createElement("input");
  readonly #matchCase: HTMLButtonElement;
  readonly #count = document.createElement("span");
  readonly #enter = new EnterKey();

  constructor(private readonly actions: FindActions) {
    this.element.className = "find-widget";
    this.element.setAttribute("role", "search");
    this.element.setAttribute("aria-label", l10n.t("Find in conversation"));
    this.#field.type = "text";
    this.#field.dir = "auto";
    this.#field.setAttribute("aria-label", l10n.t("Find"));
    this.#field.placeholder = l10n.t("Find");
    this.#field.addEventListener("input", () => this.#look());
    this.#enter.watch(this.#field);
    this.#matchCase = button("case-sensitive", l10n.t("Match Case"), l10n.t("Match Case (Alt+C)"), () =>
      this.#toggleCase(),
    );
    this.#matchCase.setAttribute("aria-pressed", "false");
    const field = document.createElement("div");
    field.className = "find-field";
    field.append(this.#field, this.#matchCase);
    this.#count.className = "find-count";
    this.#count.setAttribute("role", "status");
    this.element.append(
      field,
      this.#count,
      button("arrow-up", l10n.t("Previous Match"), l10n.t("Previous Match (Shift+Enter)"), () =>
        actions.go(-1),
      ),
      button("arrow-down", l10n.t("Next Match"), l10n.t("Next Match (Enter)"), () => actions.go(1)),
      button("close", l10n.t("Close"), l10n.t("Close (Escape)"), () => actions.close()),
    );
    this.element.addEventListener("keydown", (event) => this.#keyDown(event));
  }

  get query(): FindQuery {
    return {
      text: this.#field.value,
      matchesCase: this.#matchCase.getAttribute("aria-pressed") === "true",
    };
  }

  /** Takes the focus, with `text` to look for unless that is empty. */
  focus(text: string): void {
    if (text !== "") {
      this.#field.value = text;
    }
    this.#field.focus();
    this.#field.select();
    this.#look();
  }

  /** @param current the number of the match that was gone to, from 1; 0 when there is none */
  show(current: number, count: number, isMore: boolean): void {
    const isNothing = count === 0 && this.#field.value !== "";
    this.#count.classList.toggle("nothing", isNothing);
    const total = isMore ? `${count}+` : `${count}`;
    this.#count.textContent =
      this.#field.value === ""
        ? ""
        : isNothing
          ? l10n.t("No results")
          : current === 0
            ? l10n.t("? of {0}", total)
            : l10n.t("{0} of {1}", current, total);
  }

  #look(): void {
    this.actions.look(this.query);
  }

  #toggleCase(): void {
    this.#matchCase.setAttribute("aria-pressed", `${!this.query.matchesCase}`);
    this.#look();
  }

  #keyDown(event: KeyboardEvent): void {
    const isField = event.target === this.#field;
    const isComposing = event.isComposing || event.keyCode === 229;
    if (isField && this.#enter.meaning(event, "enter") === "send") {
      this.actions.go(1);
    } else if (isField && event.key === "Enter" && event.shiftKey && !isComposing) {
      this.actions.go(-1);
    } else if (event.key === "Escape" && !isComposing) {
      this.actions.close();
    } else if (event.altKey && event.code === "KeyC" && !isComposing) {
      this.#toggleCase();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
}

function button(icon: string, name: string, title: string, click: () => void): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "icon-button";
  element.title = title;
  element.setAttribute("aria-label", name);
  const glyph = document.createElement("span");
  glyph.className = `codicon codicon-${icon}`;
  glyph.setAttribute("aria-hidden", "true");
  element.append(glyph);
  element.addEventListener("click", click);
  return element;
}
