/** Words of the Latin alphabet that stay as they are in Chinese: names, and what people type or read in English. */
const names = new Set(
  [
    "Ask Claude VS Code Anthropic API URL ID JSON Markdown curl Enter token Messages Models MB KB PDF CSV",
    "https http sk-ant NODE_TLS_REJECT_UNAUTHORIZED ANTHROPIC_API_KEY Git Mermaid LaTeX",
  ].flatMap((line) => line.split(" ")),
);

/** The whole texts that are the same in both languages. */
const untranslatable = new Set(["Claude", "Ask Claude"]);

const han = "\\p{Script=Han}";
const rules: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`${han}[,;:?!.]|[,;:?!]${han}`, "u"), "has half-width punctuation"],
  [new RegExp(`${han}\\(|\\)${han}`, "u"), "has half-width parentheses"],
  [/["']/, "has straight quotation marks"],
  [/\.\.\./, "has three dots for an ellipsis"],
  [
    new RegExp(`${han}[A-Za-z0-9{\`]|[A-Za-z0-9}\`]${han}`, "u"),
    "lacks a space between Chinese and other text",
  ],
  [new RegExp(`${han} +${han}`, "u"), "has a space between Chinese characters"],
  [/ [，。：；？！、（）“”]|[，。：；？！、（“] | {2}|^ | $/, "has a space too many"],
  [/。。|，，|的的|了了/, "says something twice"],
  [/您/, "says 您 where VS Code says 你"],
];

const ends: Readonly<Record<string, string>> = { ".": "。", "?": "？", "…": "…", ":": "：", ")": "）" };

/** What is shown of it: Markdown's code and the targets of its links are not for reading. */
function readable(text: string): string {
  return text.replace(/`[^`]*`/g, "`").replace(/\]\([^)]*\)/g, "]");
}

function marks(text: string): readonly string[] {
  return [...text.matchAll(/\{\d+\}|\$\([\w-]+\)|`[^`]*`|\]\([^)]*\)/g)].map(([mark]) => mark).sort();
}

/** Every way in which a text cannot be the Chinese of an English one; empty when there is none. */
export function faultsOf(english: string, chinese: string): readonly string[] {
  if (untranslatable.has(english)) {
    return chinese === english ? [] : ["is a name"];
  }
  const text = readable(chinese);
  const faults = rules.filter(([pattern]) => pattern.test(text)).map(([, fault]) => fault);
  if (!/\p{Script=Han}/u.test(text)) {
    faults.push("is not Chinese");
  }
  const words = text.replace(/\{\d+\}/g, " ").match(/[A-Za-z][\w-]*\w/g) ?? [];
  faults.push(...words.filter((word) => !names.has(word)).map((word) => `says “${word}” in English`));
  if (marks(english).join() !== marks(chinese).join()) {
    faults.push(`has other placeholders or links: ${marks(chinese).join()}`);
  }
  const end = english.slice(-1);
  const chineseEnd = chinese.slice(-1);
  const expected = ends[end];
  if (
    expected === undefined
      ? /[。？：，；]/.test(chineseEnd)
      : chineseEnd !== expected && !/\}|\]/.test(chineseEnd)
  ) {
    faults.push(`ends with “${chineseEnd}”`);
  }
  return faults;
}
