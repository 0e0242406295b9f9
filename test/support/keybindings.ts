/** A key binding as package.json contributes one, or as VS Code lists its own. */
export interface Keybinding {
  readonly command: string;
  readonly key: string;
  readonly when?: string;
  readonly mac?: string;
  readonly linux?: string;
  readonly win?: string;
}

export type Platform = "mac" | "linux" | "win";

/** The same text for the same keys, whatever the order of the modifiers and their names. */
function chords(key: string): readonly string[] {
  return key
    .toLowerCase()
    .trim()
    .split(/\s+/)
    .map((chord) =>
      chord
        .replace(/\b(cmd|win)\b/g, "meta")
        .split(/\+(?=.)/)
        .sort()
        .join("+"),
    );
}

/** Whether one of the two would never be reached, or would wait for a second chord, because of the other. */
function collide(one: string, other: string): boolean {
  const [ours, theirs] = [chords(one), chords(other)];
  return ours.slice(0, theirs.length).join() === theirs.slice(0, ours.length).join();
}

/** Only where the focus is in the chat, or in something else that is the extension's own. */
function isAtHome(when: string | undefined): boolean {
  return (when ?? "")
    .split("||")
    .every((way) =>
      /(^|&&)\s*\(*(focusedView|activeWebviewPanelId|activeEditor) == '?askClaude\.|(^|&&)\s*\(*askClaude\.\w/.test(
        way,
      ),
    );
}

/** Whether ours works while somebody writes in a text editor, rather than in the chat. */
function isInEditor(when: string | undefined): boolean {
  return /\b(editorTextFocus|editorFocus|textInputFocus)\b/.test(when ?? "");
}

/** VS Code's own binding needs the focus in something that cannot have it together with ours. */
function isElsewhere(when: string | undefined, ours: string | undefined): boolean {
  const focus = isInEditor(ours)
    ? /(^|&&)\s*\(*(?!editor(Text)?Focus|textInputFocus|inputFocus)(\w+Focus(ed)?|focusedView)\b(?! ==)/
    : /(^|&&)\s*\(*(\w+Focus(ed)?|focusedView|inputFocus)\b(?! ==)/;
  return (when ?? "").split("||").every((way) => focus.test(way));
}

/**
 * The bindings of ours that take a key from VS Code on a platform, each as a sentence.
 * @param defaults every binding of VS Code there, its own and those of extensions
 */
export function shadowed(
  ours: readonly Keybinding[],
  defaults: readonly Keybinding[],
  platform: Platform,
): readonly string[] {
  const theirs = defaults.filter(({ command }) => !command.startsWith("askClaude."));
  return ours.flatMap((binding) => {
    const key = binding[platform] ?? binding.key;
    const taken = theirs.filter(
      (other) =>
        collide(key, other.key) && !(isAtHome(binding.when) && isElsewhere(other.when, binding.when)),
    );
    return [
      ...(isAtHome(binding.when) ? [] : [`${key} (${binding.command}) is bound everywhere`]),
      ...taken.map((other) => `${key} (${binding.command}) is taken from ${other.command}`),
    ];
  });
}

/** Reads what VS Code shows as its default key bindings: JSON with comments on lines of their own. */
export function readDefaults(text: string): readonly Keybinding[] {
  const bindings: unknown = JSON.parse(text.replace(/^\s*\/\/.*$/gm, ""));
  if (!Array.isArray(bindings)) {
    throw new Error("The default key bindings are not a list.");
  }
  return bindings;
}
