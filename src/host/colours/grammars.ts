import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliDecompress } from "node:zlib";
import * as onig from "vscode-oniguruma";
import { type IGrammar, type IRawGrammar, parseRawGrammar, Registry } from "vscode-textmate";
import * as vscode from "vscode";

import { type GrammarTraits, TokenKinds } from "../../core/colours/tokenKind";
import { isObject } from "../../core/shape";
import type { Log } from "../log";
import { type Contribution, contributionsTo, fileOf, textsOf } from "./contributions";

/** A grammar as it was contributed for a language, ready to be used. */
export interface LanguageGrammar {
  readonly grammar: IGrammar;
  readonly kinds: TokenKinds;
}

/** Every grammar that the installed extensions contribute; each is read when it is needed first. */
export class Grammars {
  readonly #log: Log;
  readonly #byScope = new Map<string, Contribution>();
  readonly #scopeOfLanguage = new Map<string, string>();
  readonly #injected = new Map<string, readonly string[]>();
  readonly #registry: Registry;
  readonly #loaded = new Map<string, Promise<LanguageGrammar | undefined>>();

  /** @param engine what `loadEngine` gives */
  constructor(engine: Promise<void>, log: Log) {
    this.#log = log;
    for (const contribution of contributionsTo("grammars")) {
      const { scopeName, language, path, injectTo } = contribution.says;
      if (typeof scopeName === "string" && typeof path === "string") {
        this.#byScope.set(scopeName, contribution);
        if (typeof language === "string") {
          this.#scopeOfLanguage.set(language, scopeName);
        }
        for (const scope of textsOf(injectTo)) {
          this.#injected.set(scope, [...(this.#injected.get(scope) ?? []), scopeName]);
        }
      }
    }
    this.#registry = new Registry({
      onigLib: engine.then(() => ({
        createOnigScanner: (patterns) => onig.createOnigScanner(patterns),
        createOnigString: (text) => onig.createOnigString(text),
      })),
      loadGrammar: (scope) => this.#read(scope),
      getInjections: (scope) => this.#injectionsTo(scope),
    });
  }

  /** The grammar of a language; undefined when there is none, or none that can be read. */
  of(language: string): Promise<LanguageGrammar | undefined> {
    const known = this.#loaded.get(language);
    if (known !== undefined) {
      return known;
    }
    const loading = this.#load(language).catch((error: unknown) => {
      this.#log.error(`The grammar of "${language}" could not be loaded.`, error);
      return undefined;
    });
    this.#loaded.set(language, loading);
    return loading;
  }

  dispose(): void {
    this.#registry.dispose();
  }

  async #load(language: string): Promise<LanguageGrammar | undefined> {
    const scope = this.#scopeOfLanguage.get(language);
    const grammar = scope === undefined ? null : await this.#registry.loadGrammar(scope);
    return scope === undefined || grammar === null
      ? undefined
      : { grammar, kinds: new TokenKinds(this.#traits(language, scope)) };
  }

  #traits(language: string, scope: string): GrammarTraits {
    const says = this.#byScope.get(scope)?.says ?? {};
    const known = new Set(contributionsTo("languages").map(({ says: language }) => language["id"]));
    const injected = this.#injectionsTo(scope).map((name) => this.#byScope.get(name)?.says ?? {});
    const { balancedBracketScopes } = says;
    return {
      language,
      embedded: new Map(
        [...injected, says]
          .flatMap(({ embeddedLanguages }) => entriesOf(embeddedLanguages))
          // What is embedded in a language that nobody contributes is taken for the language around it.
          .filter(([, embedded]) => known.has(embedded)),
      ),
      tokenTypes: new Map(entriesOf(says["tokenTypes"])),
      balanced: balancedBracketScopes === undefined ? ["*"] : textsOf(balancedBracketScopes),
      unbalanced: textsOf(says["unbalancedBracketScopes"]),
    };
  }

  /** What is injected into a scope is injected into its kinds too. */
  #injectionsTo(scope: string): string[] {
    const parts = scope.split(".");
    return parts.flatMap((_, index) => this.#injected.get(parts.slice(0, index + 1).join(".")) ?? []);
  }

  async #read(scope: string): Promise<IRawGrammar | undefined> {
    const contribution = this.#byScope.get(scope);
    const path = contribution?.says["path"];
    if (contribution === undefined || typeof path !== "string") {
      return undefined;
    }
    const file = fileOf(contribution, path);
    try {
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
      return parseRawGrammar(text, file.path);
    } catch (error) {
      this.#log.error(`The grammar ${file.toString()} could not be read.`, error);
      return undefined;
    }
  }
}

/** Loads the engine of regular expressions that grammars are written for; it lies beside the code. */
export async function loadEngine(): Promise<void> {
  const packed = await readFile(join(__dirname, "onig.wasm.br"));
  await onig.loadWASM(await promisify(brotliDecompress)(packed));
}

function entriesOf(value: unknown): readonly (readonly [string, string])[] {
  return Object.entries(isObject(value) ? value : {}).flatMap(([key, each]) =>
    typeof each === "string" ? [[key, each]] : [],
  );
}
