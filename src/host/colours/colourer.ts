import { createHash } from "node:crypto";
import * as vscode from "vscode";

import { languageOfFile, languageOfFirstLine, languageOfLabel } from "../../core/colours/languageNames";
import { Scopes } from "../../core/colours/scopes";
import type { ToHost, ToView } from "../../core/protocol";
import type { Log } from "../log";
import { plainTheme, readActiveTheme, themeSettings } from "./activeTheme";
import { bracketColouring, BracketsOfLanguages } from "./bracketSettings";
import type { Colourer } from "./codeColours";
import { contributedLanguages, fileAssociations } from "./contributions";
import { Grammars, loadEngine } from "./grammars";
import { StyleTable } from "./styleTable";
import { type ColouredPart, tokenise } from "./tokenise";

type ColourCode = Extract<ToHost, { type: "colourCode" }>;

/** So much code is remembered with its colours, in UTF-16 units. */
const mostRemembered = 4_000_000;

/** Settings that the brackets in code depend on, besides the theme. */
const bracketSettings = ["editor.bracketPairColorization"] as const;

/** Makes what colours code; everything it needs is read when it is needed first. */
export function createColourer(log: Log): Colourer {
  return new HostColourer(log);
}

class HostColourer implements Colourer {
  readonly #log: Log;
  readonly #table = new StyleTable();
  readonly #scopes = Scopes.none();
  readonly #engine = loadEngine();
  readonly #remembered = new Map<
    string,
    { readonly length: number; readonly parts: readonly ColouredPart[] }
  >();
  readonly #listening: vscode.Disposable;
  readonly #pages = new Set<{ sent: number; readonly post: (message: ToView) => void }>();
  #grammars: Grammars;
  #brackets: BracketsOfLanguages;
  #theme: Promise<void>;
  #work: Promise<unknown> = Promise.resolve();

  constructor(log: Log) {
    this.#log = log;
    this.#grammars = new Grammars(this.#engine, log);
    this.#brackets = new BracketsOfLanguages(log);
    this.#theme = this.#readTheme();
    this.#listening = vscode.Disposable.from(
      vscode.window.onDidChangeActiveColorTheme(() => this.#themeChanged()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if ([...themeSettings, ...bracketSettings].some((name) => event.affectsConfiguration(name))) {
          this.#themeChanged();
        }
        if (event.affectsConfiguration("editor.language")) {
          this.#forgetLanguages();
        }
      }),
      vscode.extensions.onDidChange(() => {
        this.#forgetLanguages();
        this.#themeChanged();
      }),
    );
  }

  join(post: (message: ToView) => void): ReturnType<Colourer["join"]> {
    const page = { sent: 0, post };
    const gone = new AbortController();
    this.#pages.add(page);
    return {
      colour: (asked) => {
        // One after the other: what is asked for first is in sight.
        const work = this.#work.then(() => this.#colour(asked, page, gone.signal));
        this.#work = work.catch((error: unknown) => this.#log.error("Code could not be coloured.", error));
        return this.#work.then(() => undefined);
      },
      dispose: () => {
        gone.abort();
        this.#pages.delete(page);
      },
    };
  }

  dispose(): void {
    this.#listening.dispose();
    this.#grammars.dispose();
  }

  async #colour(
    asked: ColourCode,
    page: { sent: number; readonly post: (message: ToView) => void },
    signal: AbortSignal,
  ): Promise<void> {
    await this.#theme;
    const parts = signal.aborted ? undefined : await this.#partsOf(asked, signal);
    if (parts === undefined || signal.aborted) {
      return;
    }
    this.#sendStyles(page);
    for (const part of parts) {
      page.post({ type: "codeColours", block: asked.block, ...part });
    }
  }

  async #partsOf(asked: ColourCode, signal: AbortSignal): Promise<readonly ColouredPart[] | undefined> {
    const { text } = asked;
    const languages = contributedLanguages();
    const language =
      languageOfLabel(languages, asked.language) ??
      languageOfFile(languages, asked.fileName, fileAssociations()) ??
      languageOfFirstLine(languages, text);
    const grammar = language === undefined ? undefined : await this.#grammars.of(language);
    if (language === undefined || grammar === undefined) {
      return undefined;
    }
    const key = createHash("sha256").update(language).update("\0").update(text).digest("base64");
    const known = this.#remembered.get(key);
    this.#remembered.delete(key);
    const longest = vscode.workspace
      .getConfiguration("editor", { languageId: language })
      .get<unknown>("maxTokenizationLineLength");
    const parts =
      known?.parts ??
      (await tokenise(text, {
        language,
        grammar,
        brackets: this.#brackets,
        table: this.#table,
        scopes: this.#scopes,
        longestLine: typeof longest === "number" ? longest : 20_000,
        signal,
        now: () => performance.now(),
      }));
    if (parts !== undefined) {
      this.#remember(key, text.length, parts);
    }
    return parts;
  }

  /** What was not asked for the longest time is forgotten first. */
  #remember(key: string, length: number, parts: readonly ColouredPart[]): void {
    this.#remembered.set(key, { length, parts });
    let sum = 0;
    for (const [each, { length: one }] of [...this.#remembered].reverse()) {
      sum += one;
      if (sum > mostRemembered) {
        this.#remembered.delete(each);
      }
    }
  }

  #sendStyles(page: { sent: number; readonly post: (message: ToView) => void }): void {
    const { size } = this.#table;
    if (page.sent < size) {
      page.post({ type: "codeStyles", first: page.sent, styles: this.#table.styles(page.sent, size) });
      page.sent = size;
    }
  }

  #forgetLanguages(): void {
    this.#remembered.clear();
    this.#grammars.dispose();
    this.#grammars = new Grammars(this.#engine, this.#log);
    this.#brackets = new BracketsOfLanguages(this.#log);
  }

  #themeChanged(): void {
    // Several things tell of one change; the last that was read counts.
    this.#theme = this.#changeTheme(this.#theme);
  }

  async #changeTheme(before: Promise<void>): Promise<void> {
    await before;
    await this.#readTheme();
    for (const page of this.#pages) {
      if (page.sent > 0) {
        page.post({ type: "codeStyles", first: 0, styles: this.#table.styles(0, page.sent) });
      }
    }
  }

  async #readTheme(): Promise<void> {
    const theme = await readActiveTheme().catch((error: unknown) => {
      this.#log.error("The colour theme could not be read.", error);
      return undefined;
    });
    this.#table.use(theme ?? plainTheme, bracketColouring);
  }
}
