import { INITIAL, type StateStack } from "vscode-textmate";

import { bracketLevels } from "../../../core/colours/bracketLevels";
import { foundBrackets, type Token } from "../../../core/colours/foundBrackets";
import { Runs } from "../../../core/colours/runs";
import type { Scopes } from "../../../core/colours/scopes";
import { plainNumber, type StyleNumbers } from "../../../core/colours/styleNumbers";
import type { CodeWork, TokenPart } from "../../../core/colours/tokenWork";
import type { BracketsOfLanguages } from "./brackets";
import type { LanguageGrammar } from "./grammars";

/** What a text is coloured with. */
export interface Tokeniser {
  readonly grammar: LanguageGrammar;
  readonly brackets: BracketsOfLanguages;
  readonly numbers: StyleNumbers;
  /** Where all paths of scopes begin. */
  readonly scopes: Scopes;
  /** Milliseconds that only grow. */
  readonly now: () => number;
  /** Is called again and again while this goes on. */
  readonly alive: () => void;
}

interface Line {
  readonly text: string;
  readonly end: string;
  /** Undefined for a line that stays plain. */
  readonly tokens: readonly Token[] | undefined;
}

/** So many lines make a part. */
const partLines = 200;

/** A line gets so long, twice: what a grammar prepares at its first lines is kept. */
const lineMs: readonly number[] = [500, 1_000];

/** What is not reached after so long stays plain. */
const blockMs = 4_000;

/** The colours of a text, for all of it or up to where time was over. */
export async function tokenise(work: CodeWork, tokeniser: Tokeniser): Promise<readonly TokenPart[]> {
  const { now, alive, grammar, brackets } = tokeniser;
  const lines: Line[] = [];
  const began = now();
  let state: StateStack = INITIAL;
  for (const [line, end] of linesOf(work.text)) {
    if (now() - began > blockMs) {
      break;
    }
    const { tokens, next } = tokeniseLine(line, state, work, tokeniser);
    lines.push({ text: line, end, tokens });
    state = next;
    alive();
  }
  const { kinds } = grammar;
  const scopes = new Set(lines.flatMap(({ tokens = [] }) => tokens.map((token) => token.scopes)));
  await brackets.load(new Set([...scopes].map((each) => kinds.kindOf(each).language)));
  const found = lines.map(({ text, tokens = [] }) => {
    alive();
    return foundBrackets(
      text,
      tokens,
      (each) => kinds.kindOf(each),
      (each) => brackets.of(each),
    );
  });
  return partsOf(lines, found, work.language, tokeniser);
}

function partsOf(
  lines: readonly Line[],
  found: readonly ReturnType<typeof foundBrackets>[],
  language: string,
  { numbers, alive }: Tokeniser,
): readonly TokenPart[] {
  const levels = bracketLevels(found.flatMap((each) => each.map(({ bracket }) => bracket)));
  const parts: TokenPart[] = [];
  let runs = new Runs();
  let counted = 0;
  let offset = 0;
  let partBegan = 0;
  for (const [index, { text, end, tokens }] of lines.entries()) {
    const inLine = found[index] ?? [];
    if (tokens === undefined) {
      runs.add(text.length, plainNumber);
    } else {
      runs.addLine(tokens, inLine, levels.slice(counted, counted + inLine.length), (scopes, level) =>
        numbers.numberOf(scopes, level === undefined ? undefined : { level, language }),
      );
    }
    counted += inLine.length;
    runs.addLineEnd(end.length, plainNumber);
    offset += text.length + end.length;
    if ((index + 1) % partLines === 0 || index === lines.length - 1) {
      parts.push({ offset: partBegan, runs: Uint32Array.from(runs.all) });
      runs = new Runs();
      partBegan = offset;
      alive();
    }
  }
  return parts.filter((part) => part.runs.length > 0);
}

function tokeniseLine(
  line: string,
  state: StateStack,
  { longestLine }: CodeWork,
  { grammar, scopes: none, alive }: Tokeniser,
): { readonly tokens: readonly Token[] | undefined; readonly next: StateStack } {
  for (const limit of line.length < longestLine ? lineMs : []) {
    const result = grammar.grammar.tokenizeLine(line, state, limit);
    if (!result.stoppedEarly) {
      const tokens = result.tokens.map(({ startIndex, endIndex, scopes }) => ({
        length: Math.min(endIndex, line.length) - startIndex,
        scopes: none.path(scopes),
      }));
      return { tokens, next: result.ruleStack };
    }
    alive();
  }
  return { tokens: undefined, next: state };
}

/** Every line with what ends it. */
function* linesOf(text: string): Generator<readonly [line: string, end: string]> {
  const ends = /\r\n|\r|\n|$/g;
  let begin = 0;
  while (begin <= text.length) {
    ends.lastIndex = begin;
    const end = ends.exec(text);
    const at = end?.index ?? text.length;
    yield [text.slice(begin, at), end?.[0] ?? ""];
    begin = at + Math.max(end?.[0].length ?? 0, 1);
  }
}
