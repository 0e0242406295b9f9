import { createHash } from "node:crypto";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import * as vscode from "vscode";

import { languageOfCode } from "../../core/colours/languageNames";
import type { TokenPart } from "../../core/colours/tokenWork";
import type { ToHost, ToView } from "../../core/protocol";
import { tabSize } from "../fonts";
import type { Log } from "../log";
import { plainTheme, readActiveTheme, themeSettings } from "./activeTheme";
import { bracketColouring, contributedBrackets } from "./bracketSettings";
import type { Colourer, Colouring } from "./codeColours";
import { contributedLanguages, fileAssociations } from "./contributions";
import { contributedGrammars } from "./grammarContributions";
import { RememberedRuns } from "./rememberedRuns";
import type { ShownTheme } from "./shownTheme";
import { StyleTable } from "./styleTable";
import type { ReadList } from "./themeFile";
import { TokenWorker } from "./tokenWorker";

type ColourCode = Extract<ToHost, { type: "colourCode" }>;

/** Settings that the brackets in code depend on, besides the theme. */
const bracketSettings = ["editor.bracketPairColorization"] as const;

/** What else is to be done gets its turn after so long. */
const stepMs = 8;

/** Makes what colours code; everything it needs is read when it is needed first. */
export function createColourer(log: Log, colouring: Partial<Colouring>, shown: ShownTheme): Colourer {
  return new HostColourer(
    log,
    {
      file: join(__dirname, "colourWorker.js"),
      idleMs: 30_000,
      silentMs: 3_000,
      ...colouring,
    },
    shown,
  );
}

class HostColourer implements Colourer {
  readonly #log: Log;
  readonly #shown: ShownTheme;
  readonly #table = new StyleTable();
  readonly #worker: TokenWorker;
  readonly #remembered = new RememberedRuns();
  readonly #listening: vscode.Disposable;
  readonly #pages = new Set<{ sent: number; readonly post: (message: ToView) => void }>();
  #theme: Promise<void>;
  #activeTheme = plainTheme;
  #work: Promise<unknown> = Promise.resolve();

  constructor(log: Log, { file, ...patience }: Colouring, shown: ShownTheme) {
    this.#log = log;
    this.#shown = shown;
    this.#worker = new TokenWorker({
      file,
      patience,
      log,
      contributed: () => ({
        type: "contributed",
        grammars: contributedGrammars(),
        brackets: contributedBrackets(),
      }),
      numberOf: (style) => this.#table.numberOf(style),
    });
    this.#theme = this.#readTheme();
    this.#listening = vscode.Disposable.from(
      vscode.window.onDidChangeActiveColorTheme(() => this.#themeChanged()),
      shown.onDidChange(() => this.#themeChanged()),
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

  async dispose(): Promise<void> {
    this.#listening.dispose();
    await this.#worker.dispose();
  }

  async #colour(
    asked: ColourCode,
    page: { sent: number; readonly post: (message: ToView) => void },
    signal: AbortSignal,
  ): Promise<void> {
    await this.#theme;
    const language = languageOfCode(contributedLanguages(), asked, fileAssociations());
    const parts = signal.aborted || language === undefined ? [] : await this.#partsOf(asked.text, language);
    if (parts.length === 0 || signal.aborted) {
      return;
    }
    this.#sendStyles(page);
    const tabs = asked.text.includes("\t") ? { tabSize: tabSize(language) } : {};
    let began = performance.now();
    for (const { offset, runs } of parts) {
      page.post({ type: "codeColours", block: asked.block, offset, runs: [...runs], ...tabs });
      if (performance.now() - began > stepMs) {
        await setImmediate();
        began = performance.now();
      }
      if (signal.aborted) {
        return;
      }
    }
  }

  async #partsOf(text: string, language: string): Promise<readonly TokenPart[]> {
    const longest = vscode.workspace
      .getConfiguration("editor", { languageId: language })
      .get<unknown>("maxTokenizationLineLength");
    const longestLine = typeof longest === "number" ? longest : 20_000;
    const key = createHash("sha256").update(`${language} ${longestLine}\0`).update(text).digest("base64");
    const known = this.#remembered.isHopeless(key) ? [] : this.#remembered.get(key);
    if (known !== undefined) {
      return known;
    }
    const parts = await this.#worker.colours({ type: "code", text, language, longestLine });
    if (typeof parts !== "string") {
      this.#remembered.set(key, parts);
      return parts;
    }
    if (parts === "lost") {
      this.#remembered.giveUp(key);
    }
    return [];
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
    this.#worker.forgetLanguages();
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
    const readList: ReadList = (text) => this.#worker.list({ type: "list", text });
    try {
      this.#activeTheme = await readActiveTheme(readList, this.#shown.id, this.#activeTheme);
    } catch (error) {
      this.#log.error("The colour theme could not be read.", error);
    }
    this.#table.use(this.#activeTheme, bracketColouring);
  }
}
