/** A piece of XML, with all references in it replaced by what they stand for. */
export type Markup =
  | {
      readonly kind: "open";
      readonly name: string;
      readonly attributes: ReadonlyMap<string, string>;
    }
  | { readonly kind: "close"; readonly name: string }
  | { readonly kind: "text"; readonly text: string }
  /** Nothing comes after it. */
  | { readonly kind: "bad"; readonly reason: "cut" | "damaged" | "unsafe" };

const deepest = 500;
const mostAttributes = 1000;

/**
 * Goes through XML piece by piece, as strictly as those who show it: what is not well-formed is bad, so that nobody can
 * read it in another way. Documents that declare entities, or how they are to be shown, are unsafe.
 */
export function* svgMarkup(text: string): Generator<Markup> {
  const open: string[] = [];
  let hasRoot = false;
  let at = text.startsWith("\ufeff") ? 1 : 0;
  const first = at;
  while (at < text.length) {
    if (text[at] !== "<") {
      const next = endOf(text, at, "<", 0);
      const words = withoutReferences(text.slice(at, next));
      if (words === undefined || (open.length === 0 && words.trim() !== "")) {
        yield { kind: "bad", reason: words === undefined ? "unsafe" : "damaged" };
        return;
      }
      yield { kind: "text", text: words };
      at = next;
      continue;
    }
    const special = specialAt(text, at, at === first, hasRoot);
    if (special !== undefined) {
      if (special.kind === "bad") {
        yield special;
        return;
      }
      yield special;
      at = special.end;
      continue;
    }
    const tag = text[at + 1] === "/" ? closingAt(text, at) : openingAt(text, at);
    if (tag === undefined) {
      yield { kind: "bad", reason: text.indexOf(">", at) === -1 ? "cut" : "damaged" };
      return;
    }
    const isOpening = tag.attributes !== undefined;
    const isSecondRoot = isOpening && open.length === 0 && hasRoot;
    if (isSecondRoot || (!isOpening && open.pop() !== tag.name)) {
      yield { kind: "bad", reason: "damaged" };
      return;
    }
    if (tag.attributes !== undefined) {
      hasRoot = true;
      yield { kind: "open", name: tag.name, attributes: tag.attributes };
      if (!tag.isEmpty) {
        open.push(tag.name);
      }
    }
    if (open.length > deepest || tag.isUnsafe) {
      yield { kind: "bad", reason: "unsafe" };
      return;
    }
    if (!isOpening || tag.isEmpty) {
      yield { kind: "close", name: tag.name };
    }
    at = tag.end;
  }
  if (open.length > 0 || !hasRoot) {
    yield { kind: "bad", reason: "cut" };
  }
}

type Special = { readonly kind: "text"; readonly text: string; readonly end: number };
type Bad = Extract<Markup, { kind: "bad" }>;

/** A comment, a CDATA section, an instruction or a declaration; undefined when it is a tag. */
function specialAt(text: string, at: number, isFirst: boolean, hasRoot: boolean): Special | Bad | undefined {
  const passed = (end: number, words = ""): Special | Bad =>
    end > text.length ? { kind: "bad", reason: "cut" } : { kind: "text", text: words, end };
  if (text.startsWith("<!--", at)) {
    return passed(endOf(text, at + 4, "-->"));
  }
  if (text.startsWith("<![CDATA[", at)) {
    const end = endOf(text, at + 9, "]]>");
    return hasRoot ? passed(end, text.slice(at + 9, end - 3)) : { kind: "bad", reason: "damaged" };
  }
  if (text.startsWith("<?", at)) {
    const end = endOf(text, at + 2, "?>");
    const isOfXml = /^xml/i.test(text.slice(at + 2, at + 5));
    const isDeclaration = isFirst && /^xml\s/.test(text.slice(at + 2, at + 6));
    return isOfXml && !isDeclaration ? { kind: "bad", reason: "unsafe" } : passed(end);
  }
  if (text.startsWith("<!", at)) {
    const end = endOf(text, at + 2, ">");
    const declaration = text.slice(at, end);
    const isPlain = declaration.startsWith("<!DOCTYPE") && !declaration.includes("[") && !hasRoot;
    return isPlain ? passed(end) : { kind: "bad", reason: "unsafe" };
  }
  return undefined;
}

interface Tag {
  readonly name: string;
  /** Left out in a closing tag. */
  readonly attributes?: ReadonlyMap<string, string>;
  readonly isEmpty: boolean;
  readonly isUnsafe: boolean;
  readonly end: number;
}

function closingAt(text: string, at: number): Tag | undefined {
  const found = matchAt(/<\/([^\s<>/&="']+)\s*>/y, text, at);
  const name = found?.[1];
  return found === undefined || name === undefined
    ? undefined
    : { name, isEmpty: false, isUnsafe: false, end: at + found[0].length };
}

function openingAt(text: string, start: number): Tag | undefined {
  const name = matchAt(/<([^\s<>/&="'!?][^\s<>/&="']*)/y, text, start)?.[1];
  if (name === undefined) {
    return undefined;
  }
  const attributes = new Map<string, string>();
  let isUnsafe = false;
  for (let at = start + 1 + name.length; ;) {
    const end = matchAt(/\s*(\/?)>/y, text, at);
    if (end !== undefined) {
      return { name, attributes, isEmpty: end[1] === "/", isUnsafe, end: at + end[0].length };
    }
    const attribute = matchAt(/\s+([^\s<>/&="']+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y, text, at);
    const key = attribute?.[1];
    if (
      attribute === undefined ||
      key === undefined ||
      attributes.has(key) ||
      attributes.size === mostAttributes
    ) {
      return undefined;
    }
    const value = withoutReferences(attribute[2] ?? attribute[3] ?? "");
    isUnsafe ||= value === undefined;
    attributes.set(key, value ?? "");
    at += attribute[0].length;
  }
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

/** Behind the next of these; beyond the end when there is none, or at it when they do not count themselves. */
function endOf(text: string, at: number, sought: string, length = sought.length): number {
  const found = text.indexOf(sought, at);
  return found === -1 ? text.length + length : found + length;
}

const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** The text meant; undefined when it refers to something that is not built in. */
function withoutReferences(text: string): string | undefined {
  let isKnown = true;
  const meant = text.replaceAll(
    /&(?:#x([0-9a-fA-F]{1,6});|#(\d{1,7});|(\w{1,10});)?/g,
    (_, hex, decimal, name) => {
      const code = typeof hex === "string" ? Number.parseInt(hex, 16) : Number(decimal);
      const character = typeof name === "string" ? named[name] : characterOf(code);
      isKnown &&= character !== undefined;
      return character ?? "";
    },
  );
  return isKnown ? meant : undefined;
}

function characterOf(code: number): string | undefined {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
