import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliDecompress } from "node:zlib";
import * as onig from "vscode-oniguruma";
import { type IGrammar, type IOnigLib, type IRawGrammar, parseRawGrammar, Registry } from "vscode-textmate";

import { type GrammarTraits, TokenKinds } from "../../../core/colours/tokenKind";
import type { ContributedGrammar } from "../../../core/colours/tokenWork";
import type { Trouble } from "./trouble";

/** A grammar as it was contributed for a language, ready to be used. */
export interface LanguageGrammar {
  readonly grammar: IGrammar;
  readonly kinds: TokenKinds;
}

/** Every grammar that the installed extensions contribute; each is read when it is needed first. */
export class Grammars {
  readonly #trouble: Trouble;
  readonly #languages: ReadonlySet<string>;
  readonly #byScope = new Map<string, ContributedGrammar>();
  readonly #scopeOfLanguage = new Map<string, string>();
  readonly #injected = new Map<string, readonly string[]>();
  readonly #registry: Registry;
  readonly #loaded = new Map<string, LanguageGrammar>();

  /** @param languages those that somebody contributes */
  constructor(contributed: readonly ContributedGrammar[], languages: ReadonlySet<string>, trouble: Trouble) {
    this.#trouble = trouble;
    this.#languages = languages;
    for (const grammar of contributed) {
      const { scope, language } = grammar;
      this.#byScope.set(scope, grammar);
      if (language !== undefined) {
        this.#scopeOfLanguage.set(language, scope);
      }
      for (const into of grammar.injectTo) {
        this.#injected.set(into, [...(this.#injected.get(into) ?? []), scope]);
      }
    }
    const engine = loadEngine();
    // Whoever needs it first hears of it.
    void engine.catch(() => undefined);
    this.#registry = new Registry({
      onigLib: engine,
      loadGrammar: (scope) => this.#read(scope),
      getInjections: (scope) => this.#injectionsTo(scope),
    });
  }

  /**
   * The grammar of a language; undefined when there is none. When it cannot be read it throws, and the same goes for
   * what is asked for after that: new ones have to be made.
   */
  async of(language: string): Promise<LanguageGrammar | undefined> {
    const known = this.#loaded.get(language);
    if (known !== undefined) {
      return known;
    }
    const scope = this.#scopeOfLanguage.get(language);
    if (scope === undefined) {
      return undefined;
    }
    const grammar = await this.#registry.loadGrammar(scope);
    if (grammar === null) {
      throw new Error(`The grammar of "${language}" could not be loaded.`);
    }
    const loaded = { grammar, kinds: new TokenKinds(this.#traits(language, scope)) };
    this.#loaded.set(language, loaded);
    return loaded;
  }

  #traits(language: string, scope: string): GrammarTraits {
    const own = this.#byScope.get(scope);
    const all = [...this.#injectionsTo(scope).map((name) => this.#byScope.get(name)), own];
    return {
      language,
      embedded: new Map(
        all
          .flatMap((grammar) => grammar?.embedded ?? [])
          // What is embedded in a language that nobody contributes is taken for the language around it.
          .filter(([, embedded]) => this.#languages.has(embedded)),
      ),
      tokenTypes: new Map(own?.tokenTypes ?? []),
      balanced: own?.balanced ?? ["*"],
      unbalanced: own?.unbalanced ?? [],
    };
  }

  /** What is injected into a scope is injected into its kinds too. */
  #injectionsTo(scope: string): string[] {
    const parts = scope.split(".");
    return parts.flatMap((_, index) => this.#injected.get(parts.slice(0, index + 1).join(".")) ?? []);
  }

  async #read(scope: string): Promise<IRawGrammar | undefined> {
    const file = this.#byScope.get(scope)?.file;
    if (file === undefined) {
      return undefined;
    }
    try {
      return parseRawGrammar(new TextDecoder().decode(await readFile(file)), file);
    } catch (error) {
      this.#trouble(`The grammar ${file} could not be read.`, error);
      return undefined;
    }
  }
}

/** Loads the engine of regular expressions that grammars are written for; it lies beside the code. */
async function loadEngine(): Promise<IOnigLib> {
  const packed = await readFile(join(__dirname, "onig.wasm.br"));
  await onig.loadWASM(await promisify(brotliDecompress)(packed));
  return {
    createOnigScanner: (patterns) => onig.createOnigScanner(patterns),
    createOnigString: (text) => onig.createOnigString(text),
  };
}
