import { createHash } from "node:crypto";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import * as vscode from "vscode";

import { languageOfCode } from "../../core/colours/languageNames";
import type { TokenPart } from "../../core/colours/tokenWork";
import type { ToView } from "../../core/protocol";
import { tabSize } from "../fonts";
import type { Log } from "../log";
import { AskedCode, type ColourCode } from "./askedCode";
import { plainTheme, readActiveTheme, themeSettings } from "./activeTheme";
import { bracketColouring, contributedBrackets } from "./bracketSettings";
import type { Colourer, Colouring } from "./codeColours";
import { contributedLanguages, fileAssociations } from "./contributions";
import { contributedGrammars } from "./grammarContributions";
import { PageStyles } from "./pageStyles";
import { RememberedRuns } from "./rememberedRuns";
import type { ShownTheme } from "./shownTheme";
import { StyleTable } from "./styleTable";
import type { ReadList } from "./themeFile";
import { TokenWorker } from "./tokenWorker";

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

interface Page {
  readonly styles: PageStyles;
  readonly gone: AbortSignal;
}

class HostColourer implements Colourer {
  readonly #log: Log;
  readonly #shown: ShownTheme;
  readonly #table = new StyleTable();
  readonly #worker: TokenWorker;
  readonly #remembered = new RememberedRuns();
  readonly #listening: vscode.Disposable;
  readonly #pages = new Set<Page>();
  readonly #asked = new AskedCode<Page>((asked, page) =>
    this.#colour(asked, page).catch((error: unknown) => {
      this.#log.error("Code could not be coloured.", error);
      page.styles.tell({ block: asked.block, offset: asked.text.length, runs: [] });
    }),
  );
  #theme: Promise<void>;
  #activeTheme = plainTheme;
  #isThemeToBeRead = false;
  /** What extensions and settings say of languages, since it was needed first. */
  #contributed: string | undefined;

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
    const gone = new AbortController();
    const page = { styles: new PageStyles(this.#table, post), gone: gone.signal };
    this.#pages.add(page);
    return {
      colour: (asked) => this.#asked.add(asked, page),
      forget: (blocks) => this.#asked.forget(page, blocks),
      dispose: () => {
        gone.abort();
        this.#asked.forget(page);
        this.#pages.delete(page);
      },
    };
  }

  async dispose(): Promise<void> {
    this.#listening.dispose();
    await this.#worker.dispose();
  }

  async #colour(asked: ColourCode, { styles, gone }: Page): Promise<void> {
    await this.#theme;
    if (gone.aborted) {
      return;
    }
    if (this.#table.isFull) {
      this.#table.beginAnew();
      this.#forgetNumbers();
    }
    styles.begin();
    const contributed = (this.#contributed ??= allContributed());
    const { block, text } = asked;
    const language = languageOfCode(contributedLanguages(), asked, fileAssociations());
    const tabs = language !== undefined && text.includes("\t") ? { tabSize: tabSize(language) } : {};
    const parts = language === undefined ? [] : await this.#partsOf(text, language, contributed);
    let began = performance.now();
    let told = 0;
    for (const { offset, runs } of parts) {
      if (gone.aborted || contributed !== this.#contributed) {
        // It is asked for again, if it is shown still.
        return;
      }
      styles.tell({ block, offset, runs, ...tabs });
      told = runs.reduce((sum, each, index) => (index % 2 === 0 ? sum + each : sum), offset);
      if (performance.now() - began > stepMs) {
        await setImmediate();
        began = performance.now();
      }
    }
    if (told < text.length && !gone.aborted) {
      // The page waits until it was told of everything.
      styles.tell({ block, offset: text.length, runs: [], ...tabs });
    }
  }

  async #partsOf(text: string, language: string, contributed: string): Promise<readonly TokenPart[]> {
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
    if (contributed !== this.#contributed) {
      return [];
    }
    if (typeof parts !== "string") {
      this.#remembered.set(key, parts);
      return parts;
    }
    if (parts === "lost") {
      this.#remembered.giveUp(key);
    }
    return [];
  }

  /** Pages ask again for what they show, where it can have other colours now. */
  #forgetLanguages(): void {
    const contributed = allContributed();
    if (this.#contributed === undefined || this.#contributed === contributed) {
      return;
    }
    this.#contributed = contributed;
    this.#forgetNumbers();
    for (const page of this.#pages) {
      this.#asked.forget(page);
      page.styles.beginAnew();
    }
  }

  #forgetNumbers(): void {
    this.#remembered.clear();
    this.#worker.beginAnew();
  }

  #themeChanged(): void {
    // Several things tell of one change: besides the reading that is under way, one more is enough.
    if (!this.#isThemeToBeRead) {
      this.#isThemeToBeRead = true;
      this.#theme = this.#changeTheme(this.#theme);
    }
  }

  async #changeTheme(before: Promise<void>): Promise<void> {
    await before;
    this.#isThemeToBeRead = false;
    await this.#readTheme();
    for (const { styles } of this.#pages) {
      styles.lookAgain();
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

function allContributed(): string {
  return JSON.stringify([contributedLanguages(), contributedGrammars(), contributedBrackets()]);
}
