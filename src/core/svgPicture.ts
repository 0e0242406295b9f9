import type { Size } from "./image";
import { type PictureRead, sizeProblem, type Unreadable, unreadable } from "./pictureBytes";
import { svgMarkup } from "./svgMarkup";
import { svgProblem } from "./svgSafety";

/** Before its root, a document has a licence at most. */
const longestBeginning = 65_536;

/** Encodings in which everything that matters is written as in ASCII. */
const encodings = /^(?:utf-?8|us-ascii|ascii|iso-8859-1|latin1|windows-1252)$/i;

/** A larger one takes too long to be looked through. */
const largestSvg = 1_000_000;

/** Reads an SVG, or says what a text is that is none; undefined when it is neither. */
export function readText(bytes: Uint8Array): PictureRead | undefined {
  const encoding = encodingOf(bytes);
  const beginning = new TextDecoder(encoding).decode(bytes.subarray(0, longestBeginning));
  const root = rootOf(beginning);
  if (root !== "svg") {
    return root === undefined ? undefined : otherText(root);
  }
  if (bytes.length > largestSvg) {
    return unreadable("tooManyBytes", "SVG");
  }
  const text = svgText(bytes);
  if (text === undefined) {
    return unreadable("damaged");
  }
  const problem = svgProblem(text);
  if (problem !== undefined) {
    return { ok: false, problem };
  }
  const size = sizeOf(text);
  return (
    sizeProblem(size) ?? { ok: true, header: { format: "svg", ...size, orientation: 1, isAnimated: false } }
  );
}

/** The text of an SVG; undefined when it is not in the encoding it says, or in one that is not read here. */
function svgText(bytes: Uint8Array): string | undefined {
  const encoding = encodingOf(bytes);
  const decoder = new TextDecoder(encoding);
  const declared = /^\ufeff?<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']/.exec(
    decoder.decode(bytes.subarray(0, 400)),
  )?.[1];
  const isWide = encoding !== "utf-8";
  if (declared !== undefined && !(isWide ? /^utf-?16(?:le|be)?$/i : encodings).test(declared)) {
    return undefined;
  }
  const isLatin = declared !== undefined && /1/.test(declared) && !isWide;
  const text = new TextDecoder(isLatin ? "windows-1252" : encoding).decode(bytes);
  return /[\0\ufffd]/.test(text) ? undefined : text;
}

function encodingOf(bytes: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) {
    return "utf-16le";
  }
  return (first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c) ? "utf-16be" : "utf-8";
}

/** The name of the first element, in small letters; empty for XML without one, undefined when this is no XML. */
function rootOf(text: string): string | undefined {
  const start = text.search(/[^\s\ufeff]/);
  if (text[start] !== "<") {
    return undefined;
  }
  let at = start;
  while (/^<[!?]/.test(text.slice(at, at + 2))) {
    const declared = /^<!doctype\s+(\w+)/i.exec(text.slice(at, at + 40))?.[1];
    if (declared?.toLowerCase() === "html") {
      return "html";
    }
    const isComment = text.startsWith("<!--", at);
    const end = text.indexOf(isComment ? "-->" : hasSubset(text, at) ? "]" : ">", at);
    const next = end === -1 ? -1 : text.indexOf("<", end);
    if (next === -1) {
      return "";
    }
    at = next;
  }
  return /^<([\w:.-]+)(?=[\s/>])/.exec(text.slice(at, at + 100))?.[1]?.toLowerCase();
}

function hasSubset(text: string, at: number): boolean {
  const [bracket, end] = [text.indexOf("[", at), text.indexOf(">", at)];
  return text.startsWith("<!DOCTYPE", at) && bracket !== -1 && bracket < end;
}

function otherText(root: string): Unreadable {
  const isHtml = /^(?:html|head|body|script|title|meta|div|p|table|iframe|style|a|h1)$/.test(root);
  return unreadable("notAnImage", isHtml ? "HTML" : "XML");
}

/** CSS pixels of each unit. */
const units: Readonly<Record<string, number>> = {
  "": 1,
  px: 1,
  pt: 96 / 72,
  pc: 16,
  in: 96,
  cm: 96 / 2.54,
  mm: 96 / 25.4,
  q: 96 / 101.6,
  em: 16,
  rem: 16,
  ex: 8,
};

/** The longer edge that a drawing gets which says only its proportions, where those are larger. */
const largestDrawing = 4096;

/** Whole pixels in which the SVG wants to be drawn: as it says, else as its view box says, else as browsers do. */
function sizeOf(text: string): Size {
  const root = Array.from(firstOf(text)).find((piece) => piece.kind === "open");
  const attributes = root?.attributes ?? new Map<string, string>();
  const [width, height] = [lengthOf(attributes.get("width")), lengthOf(attributes.get("height"))];
  const box = (attributes.get("viewBox") ?? "")
    .slice(0, 200)
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const [boxWidth = 0, boxHeight = 0] = box.slice(2);
  const proportion = boxWidth > 0 && boxHeight > 0 ? boxWidth / boxHeight : undefined;
  if (width !== undefined || height !== undefined) {
    return {
      width: Math.ceil(width ?? (proportion === undefined ? 300 : (height ?? 0) * proportion)),
      height: Math.ceil(height ?? (proportion === undefined ? 150 : (width ?? 0) / proportion)),
    };
  }
  if (proportion === undefined) {
    return { width: 300, height: 150 };
  }
  const factor = Math.min(1, largestDrawing / Math.max(boxWidth, boxHeight));
  return { width: Math.ceil(boxWidth * factor), height: Math.ceil(boxHeight * factor) };
}

function* firstOf(text: string): ReturnType<typeof svgMarkup> {
  for (const piece of svgMarkup(text)) {
    yield piece;
    if (piece.kind === "open") {
      return;
    }
  }
}

function lengthOf(value = ""): number | undefined {
  const found = /^\+?(\d*\.?\d*(?:e[+-]?\d{1,2})?) ?([a-z]*)$/i.exec(value.slice(0, 100).trim());
  const unit = units[found?.[2]?.toLowerCase() ?? ""];
  const number = Number.parseFloat(found?.[1] ?? "");
  return unit === undefined || Number.isNaN(number) ? undefined : number * unit;
}
