import type { ToView } from "../../core/protocol";
import type { Disposable } from "../disposables";
import type { Log } from "../log";
import type { ColourCode } from "./askedCode";
import { ShownTheme } from "./shownTheme";
import type { Patience } from "./tokenWorker";

/** A page whose code is coloured, until it is disposed of. */
export interface ColouredPage extends Disposable {
  /**
   * Resolves when everything was sent that there is to say of the code, up to its end; never throws. Nothing is said of
   * code that is forgotten before, or when nothing can be coloured.
   */
  readonly colour: (asked: ColourCode) => Promise<void>;
  /** The page has no use any more for the colours of these. */
  readonly forget: (blocks: readonly number[]) => void;
}

/** What colours code, once it is loaded. */
export interface Colourer extends Disposable {
  /** For a page that knows nothing yet. */
  readonly join: (post: (message: ToView) => void) => ColouredPage;
}

/** How colouring is done, where that is not as usual. */
export interface Colouring extends Patience {
  /** The script of the thread that reads code. */
  readonly file: string;
}

/** Colours code as the editor does. Nothing of it is loaded before the first page asks. */
export class CodeColours implements Disposable {
  /** What pages say of the theme; kept until somebody asks. */
  readonly shown = new ShownTheme();
  readonly #log: Log;
  readonly #colouring: Partial<Colouring>;
  #loading: Promise<Colourer | undefined> | undefined;
  #isOver = false;

  constructor(log: Log, colouring: Partial<Colouring> = {}) {
    this.#log = log;
    this.#colouring = colouring;
  }

  /** For a page that knows nothing yet. */
  join(post: (message: ToView) => void): ColouredPage {
    let joined: ColouredPage | undefined;
    let isGone = false;
    return {
      colour: async (asked) => {
        const colourer = await this.#load();
        if (!isGone && colourer !== undefined) {
          joined ??= colourer.join(post);
          await joined.colour(asked);
        }
      },
      forget: (blocks) => joined?.forget(blocks),
      dispose: () => {
        isGone = true;
        void joined?.dispose();
      },
    };
  }

  async dispose(): Promise<void> {
    this.#isOver = true;
    this.shown.dispose();
    await (await this.#loading)?.dispose();
  }

  #load(): Promise<Colourer | undefined> {
    this.#loading ??= this.#isOver ? Promise.resolve(undefined) : this.#create();
    return this.#loading;
  }

  async #create(): Promise<Colourer | undefined> {
    try {
      const { createColourer } = await import("./colourer");
      return createColourer(this.#log, this.#colouring, this.shown);
    } catch (error) {
      this.#log.error("What colours code could not be loaded.", error);
      // A disk that was busy must not cost the colours of this window.
      this.#loading = undefined;
      return undefined;
    }
  }
}
