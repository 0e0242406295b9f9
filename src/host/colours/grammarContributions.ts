import type { ContributedGrammar } from "../../core/colours/tokenWork";
import { isObject } from "../../core/shape";
import { contributionsTo, diskFileOf, textsOf } from "./contributions";

/** Every grammar that the installed extensions contribute, in a form that can be told to another thread. */
export function contributedGrammars(): readonly ContributedGrammar[] {
  return contributionsTo("grammars").flatMap((contribution) => {
    const { scopeName, language, path, injectTo, embeddedLanguages, tokenTypes } = contribution.says;
    const file = typeof path === "string" ? diskFileOf(contribution, path) : undefined;
    const { balancedBracketScopes, unbalancedBracketScopes } = contribution.says;
    return typeof scopeName === "string" && file !== undefined
      ? [
          {
            file,
            scope: scopeName,
            ...(typeof language === "string" ? { language } : {}),
            injectTo: textsOf(injectTo),
            embedded: entriesOf(embeddedLanguages),
            tokenTypes: entriesOf(tokenTypes),
            ...(balancedBracketScopes === undefined ? {} : { balanced: textsOf(balancedBracketScopes) }),
            unbalanced: textsOf(unbalancedBracketScopes),
          },
        ]
      : [];
  });
}

function entriesOf(value: unknown): readonly (readonly [string, string])[] {
  return Object.entries(isObject(value) ? value : {}).flatMap(([key, each]) =>
    typeof each === "string" ? [[key, each]] : [],
  );
}
