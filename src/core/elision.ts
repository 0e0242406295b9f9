/** Names for what was left out, as models write them. */
const things =
  "(?:code|codes|file|files|function|functions|method|methods|class|classes|component|components|implementation|" +
  "implementations|program|script|module|document|content|contents|body|logic|definitions?|declarations?|imports?|" +
  "properties|property|fields?|cases?|lines?|parts?|sections?|tests?|handlers?|helpers?|styles?|rules?|elements?|items?|" +
  "entries|options?|config|configuration|routes?|types?|variables?|constants?|statements?|markup|html|css|stuff|" +
  "everything|things|text)";
const described = `(?:[\\w'\`.()-]+ ){0,3}`;
const state =
  "(?:unchanged|the same|as is|as[- ]before|as above|untouched|unmodified|omitted|elided|truncated|hidden|identical|" +
  "not (?:changed|shown|modified)|here|goes here|continues|follows?)";
const becomes = `(?:(?:is|are|remains?|stays?|stay|kept|left|keeps?|continues?) )*(?:exactly )?`;

const restOf = `(?:the )?(?:rest|remainder) of (?:the |your |this |my |its |our )?${described}${things}`;
const otherThings = `(?:the |your |all |any )*(?:existing|remaining|original|previous|other|unchanged|unmodified|same|rest) ${described}${things}`;

/** What nobody writes but to leave something out; it has to be all that a comment says. */
const certain: readonly RegExp[] = [
  `${restOf} ${becomes}${state}`,
  `(?:the )?(?:rest|remainder|everything else|all else) ${becomes}(?:unchanged|the same|as is|as before|omitted)`,
  `${otherThings} ${becomes}(?:unchanged|the same|as is|as before|untouched|omitted|elided|truncated|here)`,
  restOf,
  `(?:keep|leave|copy) (?:the |your )?(?:existing|remaining|original|previous|other|rest).*`,
  `(?:existing|unchanged|previous|original|remaining) (?:code|implementation|content|contents|logic)(?: (?:here|above|below))?`,
  `(?:code|${things}|lines)? ?(?:omitted|truncated|elided|removed|shortened|skipped) for (?:brevity|clarity|readability|space)`,
  `(?:no changes?|unchanged) (?:here|above|below|from (?:here|before).*)`,
  `其余.*(?:不变|省略|相同|一样)|.*(?:保持不变|省略其余|代码省略|已有代码|现有代码|其余代码|剩余代码|其他代码)(?:不变)?`,
  `.*(?:既存のコード|残りのコード|以下省略|変更なし)`,
  `(?:der )?rest.*(?:unverändert|gleich|wie (?:zuvor|bisher|oben))|restlicher code|(?:bestehender|vorhandener) code`,
  `(?:le )?reste (?:du|de la|de l').*(?:inchangée?|identique)?|.*code existant`,
  `(?:el )?resto (?:del|de la|de los|de las) .*|.*(?:código existente)`,
  `(?:остальн|существующ)\\S+ код.*`,
].map((pattern) => new RegExp(`^(?:${pattern})$`, "iu"));

/** What is said so between or behind dots only. */
const dotted: readonly RegExp[] = [
  ...certain,
  ...[
    `${otherThings}.*`,
    `(?:and )?(?:so on|etc|more|others?|rest|same|unchanged|omitted|truncated|existing|snip|continued|remaining)`,
    `(?:\\d+ )?more ${things}`,
    `(?:same|unchanged|identical) ?(?:as|from|to)? ?(?:before|above|original)?`,
    `(?:your |the |my )?${described}(?:code|implementation|logic|content) ?(?:here|goes here|continues|above|below)?`,
  ].map((pattern) => new RegExp(`^(?:${pattern})$`, "iu")),
];

/** Longer ones explain something. */
const longest = 90;

/** A comment as a line of its own, with nothing before it. */
const wholeLine =
  /^(?:\/\/+|#+|--+|;+|%+|<!--+|\{?\/\*+|\(\*|\{-|'|rem\s|"(?=\s))\s*(.*?)\s*(?:--+>|\*+\/\}?|\*\)|-\})?$/i;
/** A comment behind or within code. */
const within = /(?<=\S)\s*(?:\/\*+\s*([^*]*?)\s*\*+\/|\s\/\/\s*(.*)$|\s#\s+(.*)$)/g;

/** Languages in which a line of nothing but dots is no code. */
const noDots =
  /\.(?:[cm]?[jt]sx?|java|kt|kts|cs|go|rs|rb|php|swift|scala|dart|css|scss|less|vue|svelte|json|jsonc|sql|sh|bash|html|xml|toml)$/i;
/** Documents that are read rather than run: they show pieces of code, with comments for what is left out. */
const prose = /\.(?:md|mdx|markdown|rst|adoc|asciidoc|txt|tex|org)$/i;

/**
 * The first line of a proposal that says that code was left out there, such as "rest of the code unchanged", where the
 * original has no such line. Code of its own that looks so, as a spread or Python's `...`, is none.
 */
export function elision(
  proposal: readonly string[],
  original: readonly string[],
  path: string,
): { readonly line: number; readonly text: string } | undefined {
  const had = new Set(original.map((line) => line.trim()));
  const line = proposal.findIndex((each) => {
    const text = each.trim();
    return !had.has(text) && elides(text, path);
  });
  return line === -1 ? undefined : { line, text: (proposal[line] ?? "").trim() };
}

function elides(text: string, path: string): boolean {
  const [, comment] = wholeLine.exec(text) ?? [];
  if (prose.test(path)) {
    const [, bracketed] = /^(?:<!--+|[[(*_]+)\s*(.*?)\s*(?:--+>|[\])*_]+)$/.exec(text) ?? [];
    return bracketed !== undefined && isDotted(bracketed) && saysSo(bracketed);
  }
  if (comment !== undefined) {
    return saysSo(comment);
  }
  if (/^(?:\.{3,}|…)$/.test(text)) {
    return noDots.test(path);
  }
  const isDottedLine = /^(?:\.{3,}|…)\s+\S/.test(text) || /^\[\s*(?:\.{3,}|…)/.test(text);
  if (isDottedLine && saysSo(text)) {
    return true;
  }
  return [...text.matchAll(within)].some(([, block, slashes, hash]) =>
    saysSo(block ?? slashes ?? hash ?? "", true),
  );
}

function isDotted(text: string): boolean {
  return /^\W*(?:\.{3,}|…)|(?:\.{3,}|…)\W*$/.test(text);
}

/** @param behindCode there, dots alone are no sign: they stand in the place of arguments, or trail off */
function saysSo(comment: string, behindCode = false): boolean {
  if (comment.length > longest) {
    return false;
  }
  const words = comment.replace(/^[\s\p{P}\p{S}]+|[\s\p{P}\p{S}]+$/gu, "").replace(/\s+/g, " ");
  if (words === "") {
    return !behindCode && /^[\s([<{*-]*(?:\.{3,}|…)[\s)\]>}*-]*$/.test(comment);
  }
  const patterns = isDotted(comment) ? dotted : certain;
  return patterns.some((pattern) => pattern.test(words));
}
