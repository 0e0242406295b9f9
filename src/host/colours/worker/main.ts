// The thread that reads code as the editor's own grammars have it. A regular expression of a grammar can take for ever,
// and grammars take much memory: here both end with the thread. Nothing of VS Code is here.
import { parentPort } from "node:worker_threads";
import { parseRawGrammar } from "vscode-textmate";

import { Scopes } from "../../../core/colours/scopes";
import { StyleNumbers } from "../../../core/colours/styleNumbers";
import type { CodeWork, FromTokens, TokenAnswer, ToTokens } from "../../../core/colours/tokenWork";
import { BracketsOfLanguages } from "./brackets";
import { Grammars, type LanguageGrammar } from "./grammars";
import { tokenise } from "./tokenise";
import { detailOf, type Trouble } from "./trouble";

type Contributed = Extract<ToTokens, { type: "contributed" }>;

/** Signs of life come no closer than this. */
const signMs = 200;

class Tokens {
  readonly #newGrammars: () => Grammars;
  readonly #brackets: BracketsOfLanguages;
  readonly #alive: () => void;
  readonly #numbers = new StyleNumbers();
  readonly #scopes = Scopes.none();
  #grammars: Grammars | undefined;
  /** How many numbers were told of. */
  #told = this.#numbers.all.length;

  constructor({ grammars, brackets }: Contributed, alive: () => void, trouble: Trouble) {
    const languages = new Set(brackets.map(({ language }) => language));
    this.#newGrammars = () => new Grammars(grammars, languages, trouble);
    this.#brackets = new BracketsOfLanguages(brackets, trouble);
    this.#alive = alive;
  }

  async colour(work: CodeWork): Promise<TokenAnswer> {
    const grammar = await this.#grammarOf(work.language);
    this.#alive();
    const parts =
      grammar === undefined
        ? []
        : await tokenise(work, {
            grammar,
            brackets: this.#brackets,
            numbers: this.#numbers,
            scopes: this.#scopes,
            now: () => performance.now(),
            alive: this.#alive,
          });
    const news = this.#numbers.all.slice(this.#told);
    this.#told += news.length;
    const styles = news.flatMap((style) =>
      style === undefined ? [] : [{ ...style, scopes: style.scopes.names }],
    );
    return { type: "code", styles, parts };
  }

  /** What could not be read this time may be the next time. */
  async #grammarOf(language: string): Promise<LanguageGrammar | undefined> {
    this.#grammars ??= this.#newGrammars();
    try {
      return await this.#grammars.of(language);
    } catch (error) {
      this.#grammars = undefined;
      throw error;
    }
  }
}

function work(port: NonNullable<typeof parentPort>): void {
  const say = (message: FromTokens): void => port.postMessage(message);
  let tokens: Tokens | undefined;
  let signed = 0;
  const alive = (): void => {
    if (performance.now() - signed > signMs) {
      signed = performance.now();
      say({ type: "alive" });
    }
  };
  const answer = async (asked: ToTokens): Promise<TokenAnswer | undefined> => {
    switch (asked.type) {
      case "contributed":
        tokens = new Tokens(asked, alive, (line, error) =>
          say({ type: "trouble", line, detail: detailOf(error) }),
        );
        return undefined;
      case "code":
        return tokens?.colour(asked);
      case "list":
        // Themes of TextMate are written like its grammars.
        return { type: "list", content: parseRawGrammar(asked.text, "theme.tmTheme") };
    }
  };
  port.on("message", (asked: ToTokens) => {
    say({ type: "alive" });
    answer(asked).then(
      (said) => (said === undefined ? undefined : say(said)),
      (error: unknown) => say({ type: "failed", detail: detailOf(error) }),
    );
  });
}

if (parentPort !== null) {
  work(parentPort);
}
