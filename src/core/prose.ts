/** Languages whose files are prose themselves: a sentence in them is as likely what was asked for. */
const proseLanguages: ReadonlySet<string> = new Set([
  "plaintext",
  "markdown",
  "mdx",
  "quarto",
  "rmd",
  "latex",
  "tex",
  "restructuredtext",
  "asciidoc",
  "typst",
  "org",
  "git-commit",
  "scminput",
]);

/** Languages in which words may stand between tags, with no sign of code in their lines. */
const markupLanguages: ReadonlySet<string> = new Set([
  "html",
  "xml",
  "vue",
  "svelte",
  "astro",
  "php",
  "erb",
  "handlebars",
  "django-html",
  "javascriptreact",
  "typescriptreact",
]);

/** Whether a sentence may be what is to stand in place of these lines. */
export function takesProse(original: readonly string[], languageId: string): boolean {
  const isWords = (): boolean =>
    /\p{L}/u.test(original.join("")) && !/[^\p{L}\p{M}\p{N}\s'’"“”,.!?:…()-]/u.test(original.join(" "));
  return isProseLanguage(languageId) || isProse(original) || (markupLanguages.has(languageId) && isWords());
}

/** Whether sentences are what a file of this language is made of. */
export function isProseLanguage(languageId: string): boolean {
  return proseLanguages.has(languageId);
}

/** Whether the lines are sentences and lists of words throughout, and nothing in them looks like code. */
export function isProse(lines: readonly string[]): boolean {
  const found = paragraphs(lines);
  return found.some(isSentence) && found.every((paragraph) => isSentence(paragraph) || isList(paragraph));
}

/** Words about the work in place of the work: that nothing is to be done, or that it will not be done. */
export function isRemark(lines: readonly string[]): boolean {
  const found = paragraphs(lines);
  const [first = []] = found;
  const text = first.join(" ");
  return found.length <= 3 && (refusal.test(text) || nothingToDo.test(text));
}

const refusal =
  /^(?:I['’]m sorry|I am sorry|I apologi[sz]e|Sorry, |Unfortunately, I |I (?:can['’]?t|can ?not|could ?n[o'’]t|won['’]t|will not|(?:am|['’]m) (?:not able|unable)|don['’]t (?:see|have))|I['’]m (?:not able|unable)|(?:Could|Can) you (?:please )?(?:clarify|tell|say|share|provide)|Please (?:clarify|provide|tell me))/iu;

const nothingToDo =
  /^(?:No (?:changes?|edits?) (?:is|are|was|were)? ?(?:needed|necessary|required|made)|Nothing (?:to|needs to) (?:change|be changed)|(?:The|This|These|Your) (?:selected |given )?(?:text|lines?|selection|passage|paragraph|sentence|heading) (?:is|are|already|does not|doesn['’]t|do not|don['’]t|has no|have no)\b)/iu;

/** Lines between which there is no blank one. */
function paragraphs(lines: readonly string[]): readonly (readonly string[])[] {
  const found: string[][] = [];
  let isOpen = false;
  for (const line of lines) {
    const isBlank = line.trim() === "";
    if (!isBlank && isOpen) {
      found.at(-1)?.push(line);
    } else if (!isBlank) {
      found.push([line]);
    }
    isOpen = !isBlank;
  }
  return found;
}

const listMark = /^\s*(?:[-*+]|\d+[.)])\s+/;

/** More characters than a paragraph of prose has; it also bounds what the patterns may cost. */
const longestParagraph = 4_000;

/** Begins as a sentence, ends as one, and has no sign in it that code is made of. */
function isSentence(paragraph: readonly string[]): boolean {
  const whole = paragraph.join(" ");
  if (whole.length > longestParagraph || paragraph.some((line) => /^(?: {4}|\t)/.test(line))) {
    return false;
  }
  const text = withoutMarks(whole);
  if (/^(?:Done|Removed|Deleted|None|Nothing)[.!]?$/.test(text)) {
    return true;
  }
  const isFullyCapital = text === text.toUpperCase() && text !== text.toLowerCase();
  const hasWords = /[\p{L}x]\S*\s+\S*\p{L}/u.test(text) || /\p{Lo}{4}/u.test(text);
  return (
    hasWords &&
    !isFullyCapital &&
    /^["'“‘«(¿¡]*[\p{Lu}\p{Lo}]/u.test(text) &&
    /[.!?:…。！？：]["'”’»)]*$/u.test(text) &&
    !codeSigns.test(text)
  );
}

const codeSigns = /[;{}=<>[\]|\\$#@]|\w\(|\)\.|^(?!(?:Note|Notes|Changes|Explanation|Warning):)\w+:\s/u;

/** Every line is an item or goes on with one, after whatever came before. */
function isList(paragraph: readonly string[]): boolean {
  return (
    paragraph.every((line) => line.length <= longestParagraph) &&
    listMark.test(paragraph[0] ?? "") &&
    paragraph.every((line) => (listMark.test(line) || /^ {2,}\S/.test(line)) && /\p{L}/u.test(line)) &&
    !codeSigns.test(withoutMarks(paragraph.map((line) => line.replace(listMark, "")).join(" ")))
  );
}

/** Code that is quoted within a sentence says nothing against the sentence; the place of it is kept by a letter. */
function withoutMarks(text: string): string {
  return text
    .replaceAll(/(`+)(?!`).+?\1/g, "X")
    .replaceAll(/\*\*|__/g, "")
    .trim();
}

/** Whether nothing but white space is there; true without any line. */
export function isBlank(lines: readonly string[]): boolean {
  return lines.every((line) => line.trim() === "");
}

/** Without the blank lines at both ends. */
export function trimmed(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line.trim() !== "");
  return first === -1 ? [] : lines.slice(first, lines.findLastIndex((line) => line.trim() !== "") + 1);
}

/** Without the blank lines at the start. */
export function trimmedStart(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line.trim() !== "");
  return first === -1 ? [] : lines.slice(first);
}
