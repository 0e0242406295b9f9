import * as vscode from "vscode";

import { type BracketPairs, LanguageBrackets } from "../../core/colours/languageBrackets";
import { parseJsonWithComments } from "../../core/jsonWithComments";
import { isObject } from "../../core/shape";
import type { Log } from "../log";
import { contributionsTo, fileOf, listOf } from "./contributions";

/** The brackets of every language, from the configurations that extensions contribute and the person's settings. */
export class BracketsOfLanguages {
  readonly #log: Log;
  readonly #known = new Map<string, LanguageBrackets>();
  readonly #loading = new Map<string, Promise<void>>();

  constructor(log: Log) {
    this.#log = log;
  }

  /** The brackets of a language that was loaded. */
  of(language: string): LanguageBrackets | undefined {
    return this.#known.get(language);
  }

  /** Reads the configurations of languages that are not known yet. */
  async load(languages: Iterable<string>): Promise<void> {
    await Promise.all(
      [...languages].map((language) => {
        const loading = this.#loading.get(language) ?? this.#learn(language);
        this.#loading.set(language, loading);
        return loading;
      }),
    );
  }

  async #learn(language: string): Promise<void> {
    this.#known.set(language, new LanguageBrackets(await this.#read(language)));
  }

  async #read(language: string): Promise<BracketPairs> {
    const configurations = contributionsTo("languages").filter(
      ({ says }) => says["id"] === language && typeof says["configuration"] === "string",
    );
    const said: Record<string, unknown> = {};
    for (const contribution of configurations) {
      const file = fileOf(contribution, String(contribution.says["configuration"]));
      try {
        const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
        const content = parseJsonWithComments(text);
        Object.assign(said, isObject(content) ? content : {});
      } catch (error) {
        this.#log.error(`The language configuration ${file.toString()} could not be read.`, error);
      }
    }
    const own = vscode.workspace.getConfiguration("editor.language", { languageId: language });
    const brackets = pairsOf(own.get<unknown>("brackets")) ?? pairsOf(said["brackets"]);
    const coloured =
      pairsOf(own.get<unknown>("colorizedBracketPairs")) ?? pairsOf(said["colorizedBracketPairs"]);
    return {
      ...(brackets === undefined ? {} : { brackets }),
      ...(coloured === undefined ? {} : { colorizedBracketPairs: coloured }),
    };
  }
}

/** How pairs of brackets are coloured in files of a language. */
export interface BracketColouring {
  readonly isOn: boolean;
  /** Whether each kind of brackets counts for itself. */
  readonly isBySort: boolean;
}

/** What the person's settings say of it. */
export function bracketColouring(language: string): BracketColouring {
  const settings = vscode.workspace.getConfiguration("editor.bracketPairColorization", {
    languageId: language,
  });
  return {
    isOn: settings.get<unknown>("enabled") === true,
    isBySort: settings.get<unknown>("independentColorPoolPerBracketType") === true,
  };
}

function pairsOf(value: unknown): readonly (readonly [string, string])[] | undefined {
  return Array.isArray(value)
    ? listOf(value).flatMap((pair): readonly (readonly [string, string])[] => {
        const [open, close, ...others] = listOf(pair);
        return typeof open === "string" && typeof close === "string" && others.length === 0
          ? [[open, close]]
          : [];
      })
    : undefined;
}
