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
  readonly #loaded = new Map<string, LanguageGrammar | undefined>();

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
    this.#registry = new Registry({
      onigLib: loadEngine(),
      loadGrammar: (scope) => this.#read(scope),
      getInjections: (scope) => this.#injectionsTo(scope),
    });
  }

  /** The grammar of a language; undefined when there is none, or none that can be read. */
  async of(language: string): Promise<LanguageGrammar | undefined> {
    if (!this.#loaded.has(language)) {
      try {
        this.#loaded.set(language, await this.#load(language));
      } catch (error) {
        this.#loaded.set(language, undefined);
        this.#trouble(`The grammar of "${language}" could not be loaded.`, error);
      }
    }
    return this.#loaded.get(language);
  }

  async #load(language: string): Promise<LanguageGrammar | undefined> {
    const scope = this.#scopeOfLanguage.get(language);
    const grammar = scope === undefined ? null : await this.#registry.loadGrammar(scope);
    return scope === undefined || grammar === null
      ? undefined
      : { grammar, kinds: new TokenKinds(this.#traits(language, scope)) };
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
