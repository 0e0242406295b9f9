/**
 * Long things are folded by a class alone: what is folded stays in the document, for screen readers and for find. The
 * words of the button are there for both states, so that folding changes nothing but the class.
 */
export function foldButton(more: string, less: string): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "fold-button";
  for (const [className, text] of [
    ["fold-more", more],
    ["fold-less", less],
  ] as const) {
    const words = document.createElement("span");
    words.className = className;
    words.textContent = text;
    button.append(words);
  }
  return button;
}

/** Folds or unfolds when a fold button is what was clicked. */
export function toggleFold(target: EventTarget | null): void {
  const button = target instanceof Element ? target.closest(".fold-button") : null;
  button?.closest(".foldable")?.classList.toggle("folded");
}

/** Unfolds whatever the node is hidden in. */
export function unfold(node: Node): void {
  for (
    let folded = node.parentElement?.closest(".folded");
    folded !== null && folded !== undefined;
    folded = folded.closest(".folded")
  ) {
    folded.classList.remove("folded");
  }
}
