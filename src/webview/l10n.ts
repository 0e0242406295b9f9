const translated = new Map<string, string>();

/** What may stand in a place of a sentence. */
type Replacement = string | number | boolean;

/** Takes over VS Code's bundle of the display language: English sentence to translation. What it lacks stays English. */
export function config({ contents }: { readonly contents: Readonly<Record<string, string>> }): void {
  translated.clear();
  for (const [sentence, translation] of Object.entries(contents)) {
    translated.set(sentence, translation);
  }
}

/**
 * A sentence in the display language, `{0}` and so on replaced by the arguments; a place without an argument stays as it
 * is. Looks like `vscode.l10n.t`, so that host and page write their sentences alike.
 */
export function t(message: string, ...args: readonly Replacement[]): string {
  return (translated.get(message) ?? message).replaceAll(/\{(\d+)\}/g, (place: string, index: string) =>
    String(args[Number(index)] ?? place),
  );
}
