import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import type { Node } from "typescript/unstable/ast";
import * as is from "typescript/unstable/ast/is";
import { API } from "typescript/unstable/sync";

/** One piece of text in the sources, with the file it is in. */
export interface Found {
  readonly file: string;
  readonly text: string;
}

/** What the sources say to people. */
export interface SourceTexts {
  /** The first arguments of every call of a `t` that translates; undefined stands for one that is not a literal. */
  readonly translated: readonly (Found | { readonly file: string; readonly text: undefined })[];
  /** Words that would be shown without having been through such a call. */
  readonly bare: readonly Found[];
}

const projects = [
  "tsconfig.json",
  ...["core", "claude", "host", "webview"].map((name) => `src/${name}/tsconfig.json`),
];

const shownProperties = /^(title|label|placeHolder|placeholder|prompt|detail|description|tooltip)$/;
const shownAttributes =
  /(?:aria-label|title|placeholder|alt|aria-description|aria-roledescription)="([^"]*)"/g;
const shownCalls = /(show(Information|Warning|Error)Message|setStatusBarMessage)$/;

/** What stands in the place of an expression inside a template. */
const hole = "\u0000";

function literalText(node: Node | undefined): string | undefined {
  return node !== undefined && (is.isStringLiteral(node) || is.isNoSubstitutionTemplateLiteral(node))
    ? node.text
    : undefined;
}

function templateText(node: Node): string {
  if (is.isTemplateExpression(node)) {
    return [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join(hole);
  }
  return literalText(node) ?? "";
}

const isWords = (text: string): boolean => /\p{L}{2}/u.test(text);

/** The words of an HTML template that are not in an expression: between tags, and in attributes that are read out. */
function wordsOf(template: string): readonly string[] {
  const attributes = [...template.matchAll(shownAttributes)].map(([, value = ""]) => value);
  const between = template.replace(/<!--.*?-->|<[^<>]*>/gs, hole).split(hole);
  return [...attributes, ...between].filter(isWords);
}

function bareWords(node: Node): readonly string[] {
  if (is.isTaggedTemplateExpression(node) && is.isIdentifier(node.tag) && node.tag.text === "html") {
    return wordsOf(templateText(node.template));
  }
  if (is.isCallExpression(node) && is.isPropertyAccessExpression(node.expression)) {
    const text = shownCalls.test(node.expression.name.text) ? literalText(node.arguments[0]) : undefined;
    return text === undefined ? [] : [text];
  }
  if (is.isPropertyAssignment(node) && is.isIdentifier(node.name) && shownProperties.test(node.name.text)) {
    const text = literalText(node.initializer);
    return text !== undefined && isWords(text) ? [text] : [];
  }
  return [];
}

function isTranslation(node: Node): boolean {
  if (!is.isPropertyAccessExpression(node) || node.name.text !== "t") {
    return false;
  }
  const { expression } = node;
  const name = is.isPropertyAccessExpression(expression)
    ? expression.name.text
    : is.isIdentifier(expression)
      ? expression.text
      : "";
  return /^(l10n|localizer)$/i.test(name);
}

/** Reads every source with TypeScript's own parser; rejects none, but throws when it did not see one of them. */
export function sourceTexts(): SourceTexts {
  const translated: (Found | { readonly file: string; readonly text: undefined })[] = [];
  const bare: Found[] = [];
  const all = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  const unseen = new Set(all.map((file) => resolve("src", file)));
  const api = new API({ cwd: process.cwd() });
  try {
    const snapshot = api.updateSnapshot({ openProjects: projects.map((file) => resolve(file)) });
    for (const { program } of snapshot.getProjects()) {
      for (const path of program.getSourceFileNames().filter((name) => unseen.delete(resolve(name)))) {
        const file = path.slice(process.cwd().length + 1);
        const visit = (node: Node): void => {
          if (is.isCallExpression(node) && isTranslation(node.expression)) {
            translated.push({ file, text: literalText(node.arguments[0]) });
          }
          bare.push(...bareWords(node).map((text) => ({ file, text })));
          node.forEachChild(visit);
        };
        program.getSourceFile(path)?.forEachChild(visit);
      }
    }
  } finally {
    api.close();
  }
  if (unseen.size > 0) {
    throw new Error(`Not looked at: ${[...unseen].join(", ")}`);
  }
  return { translated, bare };
}

/** Two files of strings of one kind, the English one and its translation, by key. */
export function stringsIn(file: string): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(join(process.cwd(), file), "utf8"));
}
