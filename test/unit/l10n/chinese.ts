/** Words of the Latin alphabet that stay as they are in Chinese: names, and what people type or read in English. */
const names = new Set(
  [
    "Ask Claude VS Code Anthropic API URL ID JSON Markdown LaTeX Mermaid Git git curl macOS txt json token Messages",
    "KB MB Enter Shift Ctrl Alt Escape Delete https http sk-ant",
    "PrtSc Windows SHA-256 PNG JPEG SVG png",
    "NODE_TLS_REJECT_UNAUTHORIZED NODE_EXTRA_CA_CERTS ANTHROPIC_API_KEY HTTPS_PROXY NO_PROXY",
    "DNS TCP TLS VPN Linux proxy noProxy proxySupport fetchAdditionalSupport systemCertificates proxyStrictSSL",
    "askClaude baseUrl",
  ].flatMap((line) => line.split(" ")),
);

/** The whole texts that are the same in both languages. */
const untranslatable = new Set([
  "Claude",
  "Ask Claude",
  "JSON",
  "Markdown",
  "SHA-256 {0}",
  "{0} × {1} · {2}",
  "{0} × {1} · ≈ {2} · {3}",
  "{0} · ≈ {1}",
]);

const han = "\\p{Script=Han}";
const rules: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`${han}(?:[,;:?!]|\\.(?!\\w))|[,;:?!]${han}`, "u"), "has half-width punctuation"],
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

/** What is shown of it: Markdown's code, the targets of its links and the variables of prompts are not for reading. */
function readable(text: string): string {
  return text
    .replace(/`[^`]*`/g, "`")
    .replace(/\]\([^)]*\)/g, "]")
    .replace(/\$\{\w+\}/g, "$");
}

function marks(text: string): string {
  const found = [...text.matchAll(/\$?\{\w+\}|\$\([\w-]+\)|`[^`]*`|\]\([^)]*\)|\*\*|\n/g)];
  return found
    .map(([mark]) => mark)
    .sort()
    .join(" ");
}

function endFault(english: string, chinese: string): readonly string[] {
  const end = chinese.slice(-1);
  const expected = ends[english.slice(-1)];
  const isRight = expected === undefined ? !/[。？：，；]/.test(end) : end === expected || /[}\]]/.test(end);
  return isRight ? [] : [`ends with “${end}”`];
}

/** Every way in which a text cannot be the Chinese of an English one; empty when there is none. */
export function faultsOf(english: string, chinese: string): readonly string[] {
  if (untranslatable.has(english)) {
    return chinese === english ? [] : ["is a name"];
  }
  const text = readable(chinese);
  const lines = text.split("\n");
  const words = text.replace(/\{\d+\}/g, " ").match(/[A-Za-z][\w-]*\w/g) ?? [];
  return [
    ...rules.filter(([pattern]) => pattern.test(text)).map(([, fault]) => fault),
    // What only puts others together has nothing to say in any language.
    ...(/\p{Script=Han}/u.test(text) || !/\p{L}/u.test(english) ? [] : ["is not Chinese"]),
    ...words.filter((word) => !names.has(word)).map((word) => `says “${word}” in English`),
    ...(marks(english) === marks(chinese) ? [] : [`has other placeholders or links: ${marks(chinese)}`]),
    ...readable(english)
      .split("\n")
      .flatMap((line, index) => endFault(line, lines[index] ?? "")),
  ];
}
