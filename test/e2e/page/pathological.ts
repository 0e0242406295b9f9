import { times } from "../../support/proof";

/** How many times smaller the texts of the usual run are. */
const share = times(1, 10);
const some = (count: number): number => Math.ceil(count / share);

function repeated(piece: string, full = 100_000): string {
  const length = some(full);
  return piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
}

const million = 1_000_000;

/** Texts that make a Markdown parser slow, deep, or both. */
export const pathological: Readonly<Record<string, string>> = {
  quotes: repeated(">"),
  "quotes apart": repeated("> "),
  brackets: repeated("["),
  "closed brackets": "[".repeat(some(50_000)) + "]".repeat(some(50_000)),
  "nested links": "[".repeat(some(20_000)) + "a" + "](b)".repeat(some(20_000)),
  "open links": repeated("[a]("),
  images: repeated("![a](b"),
  stars: repeated("*a **a "),
  "stars in words": repeated("a**b"),
  underscores: repeated("a_"),
  "nested emphasis": "*a ".repeat(some(20_000)) + "a*".repeat(some(20_000)),
  "nested strong": "**".repeat(some(20_000)) + "a" + "**".repeat(some(20_000)),
  backticks: Array.from(
    { length: Math.ceil(440 / Math.sqrt(share)) },
    (_, count) => `${"`".repeat(count)}a`,
  ).join(""),
  tildes: repeated("~~a ~b"),
  tags: repeated("<a "),
  comments: repeated("<!--"),
  attributes: `<a ${repeated('b="c" ')}`,
  "bullets in a line": repeated("- "),
  "numbers in a line": repeated("1. "),
  "nested list": Array.from({ length: some(400) }, (_, depth) => `${" ".repeat(depth * 2)}- a`).join("\n"),
  "list of million": repeated("- item\n", million),
  "table of million": `| a | b |\n|---|---|\n${repeated("| cell | cell |\n", million)}`,
  "table of columns": `${repeated("|a")}\n${repeated("|-")}\n${repeated("|b")}`,
  "fence of million": `\`\`\`\n${repeated("a line of code\n", million)}`,
  "fence of one line": `\`\`\`\n${repeated("x", 200_000)}`,
  "fence in an item": `- a\n\n  \`\`\`\n${repeated("  code_with_names\n")}`,
  "paragraph of million": repeated("some words in a row\n", million),
  "line of million": repeated("word ", million),
  "letter of million": repeated("x", million),
  paragraphs: repeated("A paragraph.\n\n", million),
  "blank lines": repeated("\n", million),
  spaces: `a${repeated(" ")}b`,
  tabs: repeated("\t-"),
  definitions: `${repeated("[a] text\n\n")}${repeated("[a]: b\n\n")}`,
  entities: repeated("&amp;&#x;&"),
  addresses: repeated("www.a.b/"),
  backslashes: repeated("\\"),
  dollars: repeated("$"),
  "dollars and words": repeated("a $b "),
  "open formulas": repeated("\\(a "),
  "open formulas by lines": repeated("\\[ a\n"),
  "open dollars by lines": repeated("$$ a\n"),
  "formula of million": `$$\n${repeated("a line of it\n", million)}`,
  "carriage returns": repeated("a\r"),
};
