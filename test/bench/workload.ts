// The answers that are streamed: prose, lists, ten blocks of code and a table in every 60 KB.

/** Stands at the beginning of every answer, and nowhere else in it. */
export const firstWord = "Quixotry";
/** Stands at the end of every answer, and nowhere else in it. */
export const lastWord = "Zymurgy";

const words = (
  "the function reads each line of order and adds what it costs then takes off discount before tax so rounding happens " +
  "once at end which keeps sums equal to those on paper while `total` stays pure and **easy** to test"
).split(" ");

/** The same numbers in every run. */
function* numbers(): Generator<number, never> {
  for (let state = 1; ;) {
    state = (state * 48_271) % 2_147_483_647;
    yield state;
  }
}

type Next = (below: number) => number;

const phrase = (next: Next, count: number): string =>
  Array.from({ length: count }, () => words[next(words.length)]).join(" ");

function functionOf(next: Next, index: number): string {
  return [
    `/** ${phrase(next, 8)}. */`,
    `export function my_long_name${next(1000)}(lines: readonly Line[], discount = ${index}): number {`,
    `  const sum = lines.reduce((total, { cents, count }) => total + cents * count, 0);`,
    `  if (discount > 1) {`,
    `    throw new RangeError(\`\${discount} is no share: ${phrase(next, 4)}\`);`,
    `  }`,
    `  return Math.round(sum * (1 - discount)); // ${phrase(next, 5)}`,
    `}`,
    ``,
  ].join("\n");
}

const fence = (functions: readonly string[]): string => `\`\`\`typescript\n${functions.join("\n")}\`\`\``;

const code = (next: Next): string => fence(Array.from({ length: 12 }, (_, index) => functionOf(next, index)));

function chapter(next: Next, index: number): string {
  const list = Array.from({ length: 6 }, () => `- ${phrase(next, 12)}`).join("\n");
  const prose = Array.from({ length: 3 }, () => `${phrase(next, 50)}.`).join("\n\n");
  return `## ${index + 1}. ${phrase(next, 4)}\n\n${prose}\n\n${list}\n\n${code(next)}\n\n`;
}

function table(next: Next): string {
  const rows = Array.from({ length: 12 }, (_, index) => `| ${index} | ${phrase(next, 3)} | ${next(900)} |`);
  return ["| Step | What | Cents |", "|---|---|---|", ...rows].join("\n");
}

/** A Markdown answer of so many kilobytes of ASCII, the same each time. */
export function answerOf(kilobytes: number): string {
  const source = numbers();
  const next: Next = (below) => source.next().value % below;
  const bytes = kilobytes * 1_000;
  const parts: string[] = [`${firstWord} begins.\n\n`];
  for (let length = 0, index = 0; length < bytes; index += 1) {
    const part = chapter(next, index) + (index % 10 === 4 ? `${table(next)}\n\n` : "");
    parts.push(part);
    length += part.length;
  }
  // Some code is in sight when the answer is finished, as its colours are waited for; the last words are prose.
  const end = `\n\n${fence([functionOf(next, 0)])}\n\nAnd that is all: ${lastWord}.\n`;
  const cut = parts.join("").slice(0, bytes - end.length - "\n```".length);
  const isInCode = (cut.match(/^```/gm) ?? []).length % 2 === 1;
  return `${cut}${isInCode ? "\n```" : ""}${end}`;
}
