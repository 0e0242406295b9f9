import { readFile } from "node:fs/promises";

import { bracketPairs, LanguageBrackets } from "../../../core/colours/languageBrackets";
import type { ContributedBrackets } from "../../../core/colours/tokenWork";
import { parseJsonWithComments } from "../../../core/jsonWithComments";
import { isObject } from "../../../core/shape";
import type { Trouble } from "./trouble";

/** The brackets of every language, from the configurations that extensions contribute and the person's settings. */
export class BracketsOfLanguages {
  readonly #contributed: ReadonlyMap<string, ContributedBrackets>;
  readonly #trouble: Trouble;
  readonly #known = new Map<string, LanguageBrackets>();

  constructor(contributed: readonly ContributedBrackets[], trouble: Trouble) {
    this.#contributed = new Map(contributed.map((brackets) => [brackets.language, brackets]));
    this.#trouble = trouble;
  }

  /** The brackets of a language that was loaded. */
  of(language: string): LanguageBrackets | undefined {
    return this.#known.get(language);
  }

  /** Reads the configurations of languages that are not known yet. */
  async load(languages: Iterable<string>): Promise<void> {
    for (const language of languages) {
      if (!this.#known.has(language)) {
        this.#known.set(language, await this.#read(language));
      }
    }
  }

  async #read(language: string): Promise<LanguageBrackets> {
    const { files = [], settings } = this.#contributed.get(language) ?? {};
    const said: Record<string, unknown> = {};
    for (const file of files) {
      try {
        const content = parseJsonWithComments(new TextDecoder().decode(await readFile(file)));
        Object.assign(said, isObject(content) ? content : {});
      } catch (error) {
        this.#trouble(`The language configuration ${file} could not be read.`, error);
      }
    }
    const brackets = bracketPairs(settings?.brackets) ?? bracketPairs(said["brackets"]);
    const coloured =
      bracketPairs(settings?.colorizedBracketPairs) ?? bracketPairs(said["colorizedBracketPairs"]);
    return new LanguageBrackets({
      ...(brackets === undefined ? {} : { brackets }),
      ...(coloured === undefined ? {} : { colorizedBracketPairs: coloured }),
    });
  }
}
