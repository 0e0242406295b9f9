import { hostileAnswers } from "./hostileAnswers";
import { pathological } from "./pathological";

/** Numbers below a limit, the same ones for the same seed. */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0 || 1;
  return (below) => {
    // Xorshift.
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % below;
  };
}

type Random = (below: number) => number;

const words = [
  "a",
  "word",
  "x_y",
  "1.",
  "ü",
  "文字",
  "ی\u200Cک",
  "👩‍💻",
  "\u202E",
  "\u{E0041}",
  "\u0000",
  "https://evil.test/a",
];
const marks = [
  "*",
  "**",
  "_",
  "`",
  "```",
  "~~",
  "[",
  "]",
  "](",
  ")",
  "![",
  "<",
  ">",
  "|",
  "#",
  "- ",
  "> ",
  "$",
  "\\",
  "&",
  ";",
  "\n",
  "\n\n",
  "  \n",
  "\t",
  "\r",
  ": ",
  "-->",
  "<!--",
];
const names = ["img", "svg", "math", "script", "style", "iframe", "a", "p", "template", "x-y", "form"];
const attributes = [
  "src=https://evil.test/b",
  "onerror=window.evil=1",
  "href='javascript:window.evil=1'",
  'style="background:url(https://evil.test/c)"',
  "id=app",
];
const corpus = [...hostileAnswers, ...Object.values(pathological).map((text) => text.slice(0, 400))];
const deepest = 5;

function one<Item>(random: Random, items: readonly Item[]): Item {
  return items[random(items.length)] as Item;
}

function several(random: Random, most: number, make: () => string, between = ""): string {
  return Array.from({ length: 1 + random(most) }, make).join(between);
}

function inline(random: Random, depth: number): string {
  const inner = (): string => (depth > deepest ? one(random, words) : inline(random, depth + 1));
  switch (random(13)) {
    case 0:
      return `*${inner()}*`;
    case 1:
      return `**${inner()}** ${inner()}`;
    case 2:
      return `\`${inner()}\``;
    case 3:
      return `[${inner()}](${one(random, ["https://evil.test/d", "javascript:window.evil=1", "<a b>", inner()])})`;
    case 4:
      return `![${inner()}](https://evil.test/e "${inner()}")`;
    case 5:
      return `<${one(random, names)} ${one(random, attributes)}>${inner()}</${one(random, names)}>`;
    case 6:
      return `<https://evil.test/${inner()}>`;
    case 7:
      return `$${inner()}$ \\(${inner()}\\)`;
    case 8:
      return `&${one(random, ["lt", "#60", "#x3c", "amp", "nbsp", "__proto__"])};`;
    case 9:
      return several(random, 6, () => one(random, marks));
    default:
      return several(random, 4, () => one(random, words), " ");
  }
}

function block(random: Random, depth: number): string {
  const inner = (): string => (depth > deepest ? inline(random, depth) : block(random, depth + 1));
  const indented = (by: string): string => inner().replaceAll("\n", `\n${by}`);
  switch (random(11)) {
    case 0:
      return `${"#".repeat(1 + random(7))} ${inline(random, 0)}`;
    case 1:
      return `> ${inner().replaceAll("\n", "\n> ")}`;
    case 2:
      return several(random, 3, () => `- ${indented("  ")}`, "\n");
    case 3:
      return several(
        random,
        3,
        () => `${random(20)}. [${one(random, [" ", "x", ""])}] ${indented("   ")}`,
        "\n",
      );
    case 4:
      return `${one(random, ["```", "~~~", "````"])}${inline(random, 3)}\n${inner()}\n${one(random, ["```", "~~~", ""])}`;
    case 5:
      return `| ${inline(random, 2)} | ${inline(random, 2)} |\n|---|:-:|\n${several(random, 3, () => `| ${inline(random, 2)} |`, "\n")}`;
    case 6:
      return `[${one(random, words)}]: ${one(random, ["https://evil.test/f", "<javascript:window.evil=1>", "x"])} "${inline(random, 3)}"`;
    case 7:
      return `<${one(random, names)} ${one(random, attributes)}>\n${inner()}\n</${one(random, names)}>`;
    case 8:
      return `$$\n${inline(random, 0)}\n$$`;
    default:
      return several(random, 4, () => inline(random, 0), " ");
  }
}

/** A known text with parts left out, doubled, swapped in from another, or with signs put in. */
function mutation(random: Random): string {
  let text = one(random, corpus).slice(0, 600);
  for (let change = random(6); change >= 0; change -= 1) {
    const at = random(text.length + 1);
    const length = random(12);
    const other = one(random, corpus);
    const from = random(other.length + 1);
    const added = [
      "",
      text.slice(at, at + length).repeat(2),
      other.slice(from, from + 40),
      one(random, marks),
      String.fromCharCode(random(0x1_00_00)),
    ];
    text = text.slice(0, at) + one(random, added) + text.slice(at + length);
  }
  return text;
}

/** A document made by the grammar of Markdown, or one made of a hostile or difficult text. */
export function fuzzDocument(random: Random): string {
  return random(2) === 0
    ? mutation(random)
    : several(random, 4, () => block(random, 0), one(random, ["\n\n", "\n"]));
}
