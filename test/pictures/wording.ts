import { readFileSync } from "node:fs";
import { join } from "node:path";

import { projectRoot } from "../support/project";
import type { Language } from "./story";

type Texts = Readonly<Record<string, string | { readonly message: string } | undefined>>;

/** How the extension calls things in one language, so that what is looked for is what is shown. */
export interface Wording {
  /** A text of the extension by its English one. */
  readonly say: (english: string) => string;
  /** A command's title in the palette. */
  readonly command: (name: string) => string;
}

function textsIn(...path: readonly string[]): Texts {
  return JSON.parse(readFileSync(join(projectRoot, ...path), "utf8")) as Texts;
}

/** Throws at a text that has no translation: a picture would wait for it in vain. */
function textOf(texts: Texts, key: string): string {
  const text = texts[key];
  if (text === undefined) {
    throw new Error(`There is no text for “${key}”.`);
  }
  return typeof text === "string" ? text : text.message;
}

/** The words of a language, from the very files that the extension takes them from. */
export function wordingOf(language: Language): Wording {
  const isEnglish = language === "en";
  const titles = textsIn(isEnglish ? "package.nls.json" : `package.nls.${language}.json`);
  const bundle = isEnglish ? {} : textsIn("media", "l10n", `bundle.l10n.${language}.json`);
  return {
    say: (english) => (isEnglish ? english : textOf(bundle, english)),
    command: (name) => textOf(titles, `command.${name}`),
  };
}
