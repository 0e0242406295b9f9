import { setImmediate } from "node:timers/promises";
import { INITIAL, type StateStack } from "vscode-textmate";

import { bracketLevels } from "../../core/colours/bracketLevels";
import { foundBrackets, type Token } from "../../core/colours/foundBrackets";
import { Runs } from "../../core/colours/runs";
import type { Scopes } from "../../core/colours/scopes";
import type { BracketsOfLanguages } from "./bracketSettings";
import type { LanguageGrammar } from "./grammars";
import { plainNumber, type StyleTable } from "./styleTable";

/** What a text is coloured with. */
export interface Tokeniser {
  readonly language: string;
  readonly grammar: LanguageGrammar;
  readonly brackets: BracketsOfLanguages;
  readonly table: StyleTable;
  /** Where all paths of scopes begin. */
  readonly scopes: Scopes;
  /** Lines of this length and longer stay plain. */
  readonly longestLine: number;
  readonly signal: AbortSignal;
  /** Milliseconds that only grow. */
  readonly now: () => number;
}

interface Line {
  readonly text: string;
  readonly end: string;
  /** Undefined for a line that stays plain. */
  readonly tokens: readonly Token[] | undefined;
}

/** Runs from a place in a text on, up to the end of a line. */
export interface ColouredPart {
  readonly offset: number;
  readonly runs: readonly number[];
}

/** So many lines make a part. */
const partLines = 200;

/** What else is to be done gets its turn after so long. */
const stepMs = 8;

/** A line gets so long, several times: what a grammar prepares at its first lines is kept. */
const lineMs: readonly number[] = [40, 40, 200];

/** What is not reached after so much work stays plain. */
const blockMs = 2_000;

/**
 * The colours of a text, in numbers of the table, for all of it or up to where time was over. It works in small steps;
 * undefined when it was given up.
 */
export async function tokenise(
  text: string,
  tokeniser: Tokeniser,
): Promise<readonly ColouredPart[] | undefined> {
  const { now, signal, grammar, brackets, table, language } = tokeniser;
  const lines: Line[] = [];
  const steps = new Steps(now);
  let state: StateStack = INITIAL;
  for (const [line, end] of linesOf(text)) {
    if (signal.aborted) {
      return undefined;
    }
    if (steps.worked > blockMs) {
      break;
    }
    const { tokens, next } = await tokeniseLine(line, state, tokeniser, steps);
    lines.push({ text: line, end, tokens });
    state = next;
    await steps.pause();
  }
  const { kinds } = grammar;
  const scopes = new Set(lines.flatMap(({ tokens = [] }) => tokens.map((token) => token.scopes)));
  await brackets.load(new Set([...scopes].map((each) => kinds.kindOf(each).language)));
  const found = [];
  for (const { text: line, tokens } of lines) {
    found.push(
      foundBrackets(
        line,
        tokens ?? [],
        (each) => kinds.kindOf(each),
        (each) => brackets.of(each),
      ),
    );
    await steps.pause();
  }
  const levels = bracketLevels(found.flatMap((each) => each.map(({ bracket }) => bracket)));
  const parts: ColouredPart[] = [];
  let runs = new Runs();
  let counted = 0;
  let offset = 0;
  let partBegan = 0;
  for (const [index, { text: line, end, tokens }] of lines.entries()) {
    const inLine = found[index] ?? [];
    if (tokens === undefined) {
      runs.add(line.length, plainNumber);
    } else {
      runs.addLine(tokens, inLine, levels.slice(counted, counted + inLine.length), (each, level) =>
        table.numberOf(each, level, language),
      );
    }
    counted += inLine.length;
    runs.addLineEnd(end.length, plainNumber);
    offset += line.length + end.length;
    if ((index + 1) % partLines === 0 || index === lines.length - 1) {
      parts.push({ offset: partBegan, runs: runs.all });
      runs = new Runs();
      partBegan = offset;
    }
    await steps.pause();
  }
  return signal.aborted ? undefined : parts.filter((part) => part.runs.length > 0);
}

async function tokeniseLine(
  line: string,
  state: StateStack,
  { grammar, scopes: none, longestLine }: Tokeniser,
  steps: Steps,
): Promise<{ readonly tokens: readonly Token[] | undefined; readonly next: StateStack }> {
  if (line.length < longestLine) {
    for (const limit of lineMs) {
      const result = grammar.grammar.tokenizeLine(line, state, limit);
      if (!result.stoppedEarly) {
        const tokens = result.tokens.map(({ startIndex, endIndex, scopes }) => ({
          length: Math.min(endIndex, line.length) - startIndex,
          scopes: none.path(scopes),
        }));
        return { tokens, next: result.ruleStack };
      }
      await steps.pause();
    }
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

/** Work that is done a little at a time. */
class Steps {
  readonly #now: () => number;
  #began: number;
  #worked = 0;

  constructor(now: () => number) {
    this.#now = now;
    this.#began = now();
  }

  /** Milliseconds of work, without what others did in between. */
  get worked(): number {
    return this.#worked;
  }

  /** Lets others go on when this has taken long. */
  async pause(): Promise<void> {
    const spent = this.#now() - this.#began;
    if (spent > stepMs) {
      this.#worked += spent;
      await setImmediate();
      this.#began = this.#now();
    }
  }
}
